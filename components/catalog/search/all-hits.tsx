'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { ArrowLeft, SearchX } from 'lucide-react'
import { MoreRows } from '@/components/ui/more-rows'
import { Button } from '../../ui/button'
import { EmptyState } from '../../ui/empty-state'
import { FailedState } from '../../ui/failed-state'
import { Panel, PanelHeader } from '../../ui/panel'
import { SkeletonRows } from '../../ui/skeleton'
import { catalogQueries, type SearchGroupName, type SearchQuery } from '../queries'
import { GROUP_TITLES } from './group-hits'
import { HitRow } from './hit-row'
import { keyOf } from './search-groups'

interface AllHitsProps {
  group: SearchGroupName
  search: SearchQuery
  onBack: () => void
}

/** Everything of one kind that a search finds, a page at a time. */
export function AllHits({ group, search, onBack }: AllHitsProps) {
  const query = useInfiniteQuery(catalogQueries.searchGroup(group, search))
  const title = GROUP_TITLES[group]
  const [first] = query.data?.pages ?? []
  if (query.error && !query.data) {
    return <FailedState title="The search failed" query={query} />
  }
  return (
    <Panel aria-label={title}>
      <PanelHeader
        title={title}
        description={first && `${first.total.toLocaleString('en')}${first.isAtLeast ? ' or more' : ''} found`}
        actions={
          <Button variant="ghost" size="sm" onClick={onBack} icon={<ArrowLeft className="size-3.5" />}>
            All kinds
          </Button>
        }
      />
      {!query.data && <SkeletonRows rows={8} columns={3} />}
      {first?.items.length === 0 && (
        <EmptyState icon={<SearchX aria-hidden="true" />} title="Nothing of this kind matches" />
      )}
      <ul className="divide-y divide-line">
        {query.data?.pages.flatMap((page) =>
          page.items.map((hit) => <HitRow key={keyOf(hit)} group={group} hit={hit} terms={page.terms} />),
        )}
      </ul>
      <MoreRows query={query} what={title.toLowerCase()} />
    </Panel>
  )
}
