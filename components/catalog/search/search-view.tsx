'use client'
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { Search, SearchX } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import { useRegistries } from '@/components/shell/use-registries'
import { FilterInput } from '@/components/ui/filter-input'
import { EmptyState } from '../../ui/empty-state'
import { FailedState } from '../../ui/failed-state'
import { Notice } from '../../ui/notice'
import { Select } from '../../ui/select'
import { SkeletonRows } from '../../ui/skeleton'
import { useAddress } from '../../ui/use-address'
import { catalogQueries, type SearchGroupName, type SearchResults } from '../queries'
import { AllHits } from './all-hits'
import { SearchGroups } from './search-groups'
import { searchState } from './search-state'

/** Everything whose name, digest or label fits a text. What is looked for stands in the address. */
export function SearchView() {
  const [state, change] = useAddress(searchState)
  const frame = useRef<HTMLDivElement>(null)
  const { items: registries } = useRegistries()
  const { registry, namespace } = state
  const q = state.q.trim()
  const search = { q, registry, namespace: namespace.trim() }
  const query = useQuery({
    ...catalogQueries.search(search),
    enabled: q !== '' && state.in === '',
    placeholderData: keepPreviousData,
  })
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the links in it
    <div
      ref={frame}
      className="flex flex-col gap-5"
      onKeyDown={(event) => moveBetweenHits(event, frame.current)}
    >
      <div className="flex flex-wrap gap-2">
        <FilterInput
          label="Repository, tag, digest or label"
          value={state.q}
          onChange={(next) => change({ q: next })}
          className="min-w-0 flex-1 basis-80 sm:max-w-xl"
        />
        {registries.length > 1 && (
          <Select
            aria-label="Registry"
            value={registry}
            onChange={(event) => change({ registry: event.target.value })}
          >
            <option value="">All registries</option>
            {registries.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
        )}
        <input
          type="text"
          aria-label="Namespace"
          placeholder="Any namespace"
          value={namespace}
          maxLength={255}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => change({ namespace: event.target.value })}
          className="h-8 w-44 rounded-md border border-line bg-surface px-2.5 shadow-control"
        />
      </div>
      <div aria-live="polite" aria-busy={query.isFetching}>
        {state.in !== '' && q !== '' ? (
          <AllHits group={state.in} search={search} onBack={() => change({ in: '' }, 'push')} />
        ) : (
          <Results query={query} q={q} onShowAll={(group) => change({ in: group }, 'push')} />
        )}
      </div>
    </div>
  )
}

interface ResultsProps {
  query: UseQueryResult<SearchResults>
  q: string
  onShowAll: (group: SearchGroupName) => void
}

function Results({ query, q, onShowAll }: ResultsProps) {
  if (q === '') {
    return (
      <EmptyState icon={<Search aria-hidden="true" />} title="Search every registry">
        Parts of a repository’s name, the start of a word in a tag, <code>repository:tag</code>, the first
        digits of a digest, <code>label=value</code> or a word of a label.
      </EmptyState>
    )
  }
  if (query.error) {
    return <FailedState title="The search failed" query={query} />
  }
  if (!query.data) return <SkeletonRows rows={6} columns={3} />
  const { counts, isCorrected, q: meant } = query.data
  if (Object.values(counts).every(({ count }) => count === 0)) {
    return (
      <EmptyState icon={<SearchX aria-hidden="true" />} title={`Nothing matches “${q}”`}>
        Only what has been read into the index, and what you may see, can be found. Digests match from their
        start.
      </EmptyState>
    )
  }
  return (
    <>
      {isCorrected && (
        <Notice title={`Nothing matches “${q}”`} className="mb-4">
          Did you mean <strong>{meant}</strong>? This is what matches it.
        </Notice>
      )}
      <SearchGroups results={query.data} onShowAll={onShowAll} />
    </>
  )
}

/** Arrows go from the field into the list and through it, over the groups; up from the first goes back. */
function moveBetweenHits(event: KeyboardEvent, frame: HTMLElement | null): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined || !frame || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.target instanceof HTMLSelectElement) return
  const hits = [...frame.querySelectorAll<HTMLElement>('[data-hit]')]
  const at = hits.findIndex((hit) => hit.contains(document.activeElement))
  if (at < 0 && step < 0) return
  event.preventDefault()
  const next = hits[at + step] ?? (step < 0 ? frame.querySelector<HTMLElement>('input') : null)
  next?.focus()
}
