'use client'
import { SearchX, Tags } from 'lucide-react'
import { Button } from '../../ui/button'
import { EmptyState } from '../../ui/empty-state'
import { FailedState } from '../../ui/failed-state'
import { SkeletonRows } from '../../ui/skeleton'
import type { TagFilter } from '../queries'
import { isFiltered } from './tag-filter'

interface TagStatesProps {
  query: { isPending: boolean; isFetching: boolean; error: unknown; refetch: () => unknown }
  filter: TagFilter
  syncedAt: number | null
  onClear: () => void
}

/** What stands where the tags would be while there are none to show. */
export function TagStates({ query, filter, syncedAt, onClear }: TagStatesProps) {
  if (query.error) {
    return <FailedState title="The tags could not be loaded" query={query} />
  }
  if (query.isPending) return <SkeletonRows rows={10} columns={5} />
  if (isFiltered(filter)) {
    return (
      <EmptyState
        icon={<SearchX aria-hidden="true" />}
        title="No tag matches"
        actions={<Button onClick={onClear}>Clear the filter</Button>}
      >
        No tag of this repository fits everything that was asked for.
      </EmptyState>
    )
  }
  if (syncedAt === null) {
    return (
      <EmptyState icon={<Tags aria-hidden="true" />} title="Not compared with the registry yet">
        Tags show here as soon as this repository has been read. Use “Refresh now” to read it at once.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<Tags aria-hidden="true" />} title="No tags">
      The registry lists this repository without a single tag. Manifests without a tag may still be in it.
    </EmptyState>
  )
}
