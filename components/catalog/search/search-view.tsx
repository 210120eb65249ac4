'use client'
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { Search, SearchX } from 'lucide-react'
import { EmptyState } from '../../ui/empty-state'
import { FailedState } from '../../ui/failed-state'
import { SkeletonRows } from '../../ui/skeleton'
import { useAddress } from '../../ui/use-address'
import { FilterInput } from '../filter-input'
import { catalogQueries, type SearchResults } from '../queries'
import { SearchGroups } from './search-groups'
import { searchState } from './search-state'

/** Everything whose name or digest fits a text. The text stands in the address. */
export function SearchView() {
  const [{ q }, change] = useAddress(searchState)
  const text = q.trim()
  const query = useQuery({
    ...catalogQueries.search(text),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <FilterInput
        label="Repository, tag or start of a digest"
        value={q}
        onChange={(next) => change({ q: next })}
        className="w-full max-w-xl"
      />
      <div aria-live="polite" aria-busy={query.isFetching}>
        <Results query={query} text={text} />
      </div>
    </>
  )
}

function Results({ query, text }: { query: UseQueryResult<SearchResults>; text: string }) {
  if (text === '') {
    return (
      <EmptyState icon={<Search aria-hidden="true" />} title="Search every registry">
        Part of a repository’s name, the start of a word in a tag, <code>repository:tag</code>, or the first
        digits of a digest.
      </EmptyState>
    )
  }
  if (query.error) {
    return (
      <FailedState
        title="The search failed"
        error={query.error}
        isRetrying={query.isFetching}
        onRetry={() => query.refetch()}
      />
    )
  }
  if (!query.data) return <SkeletonRows rows={6} columns={3} />
  const { repositories, tags, digests } = query.data
  if (repositories.length + tags.length + digests.length === 0) {
    return (
      <EmptyState icon={<SearchX aria-hidden="true" />} title={`Nothing matches “${text}”`}>
        Only what has been read into the index can be found. Digests match from their start.
      </EmptyState>
    )
  }
  return <SearchGroups results={query.data} />
}
