'use client'
import { Boxes, SearchX } from 'lucide-react'
import { Button } from '../../ui/button'
import { EmptyState } from '../../ui/empty-state'
import { FailedState } from '../../ui/failed-state'
import { SkeletonRows } from '../../ui/skeleton'
import type { RepositoryFilter } from '../queries'
import { isFiltered } from './repository-filter'

interface RepositoryStatesProps {
  query: { isPending: boolean; isFetching: boolean; error: unknown; refetch: () => unknown }
  filter: RepositoryFilter
  syncedAt: number | null
  isSyncing: boolean
  onClear: () => void
}

/** What stands where the repositories would be while there are none to show. */
export function RepositoryStates({ query, filter, syncedAt, isSyncing, onClear }: RepositoryStatesProps) {
  if (query.error) {
    return <FailedState title="The repositories could not be loaded" query={query} />
  }
  if (query.isPending) return <SkeletonRows rows={10} columns={4} />
  if (isFiltered(filter)) {
    return (
      <EmptyState
        icon={<SearchX aria-hidden="true" />}
        title="No repository matches"
        actions={<Button onClick={onClear}>Clear the filter</Button>}
      >
        {filter.empty ? 'Nothing in the index fits what was asked for.' : 'Empty repositories are not shown.'}
      </EmptyState>
    )
  }
  if (syncedAt === null) {
    return (
      <EmptyState
        icon={<Boxes aria-hidden="true" />}
        title={isSyncing ? 'Reading the registry' : 'Not read yet'}
      >
        {isSyncing
          ? 'Repositories show here as they are found.'
          : 'Assay has not read this registry yet. Use “Refresh now” to start.'}
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<Boxes aria-hidden="true" />} title="No repositories">
      The registry holds no repository with a tag. Push an image, then refresh.
    </EmptyState>
  )
}
