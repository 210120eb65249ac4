'use client'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { repositoryHref } from '@/components/shell/addresses'
import { FilterInput } from '@/components/ui/filter-input'
import { MoreRows } from '@/components/ui/more-rows'
import { Panel } from '../../ui/panel'
import { useGo } from '../../ui/use-go'
import { catalogQueries, type RepositoryFilter } from '../queries'
import { RowGrid } from '../table/row-grid'
import { useRowTable } from '../table/use-row-table'
import { RepositoryRow } from './repository-row'
import { RepositoryStates } from './repository-states'
import { RepositoryTableHead } from './repository-table-head'

const ROW_PX = 41

interface RepositoryListProps {
  registry: string
  filter: RepositoryFilter
  /** When the whole registry was last crawled to the end; null when never. */
  syncedAt: number | null
  isSyncing: boolean
  onType: (q: string) => void
  onSort: (sort: string) => void
  onShowEmpty: (isShown: boolean) => void
  onClear: () => void
}

/** The repositories of a registry or of one namespace, read from the index as one scrolls. */
export function RepositoryList(props: RepositoryListProps) {
  const { registry, filter, syncedAt, isSyncing, onType, onSort, onShowEmpty, onClear } = props
  const query = useInfiniteQuery({
    ...catalogQueries.repositories(registry, filter),
    placeholderData: keepPreviousData,
  })
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  const total = query.data?.pages[0]?.total ?? 0
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage()
  }, [hasNextPage, isFetching, isFetchNextPageError, fetchNextPage])

  const go = useGo()
  const keys = useMemo(() => rows.map(({ name }) => name), [rows])
  const table = useRowTable({
    rows: {
      keys,
      scope: query.isPlaceholderData ? null : JSON.stringify([registry, filter]),
      pages: query.data?.pages.length ?? 0,
    },
    rowHeightPx: ROW_PX,
    onEnd,
    onOpen: (index) => {
      const href = rows[index] && repositoryHref(registry, rows[index].name)
      if (href) go(href)
    },
  })

  return (
    <Panel aria-label="Repositories" className="min-w-0 overflow-visible">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-3 py-2">
        <FilterInput
          label="Filter repositories"
          value={filter.q}
          onChange={onType}
          className="w-full min-w-40 flex-1 sm:max-w-80"
        />
        <label className="flex items-center gap-2 text-xs text-muted">
          <input
            type="checkbox"
            className="accent-(--gold-ink)"
            checked={filter.empty}
            onChange={(event) => onShowEmpty(event.target.checked)}
          />
          Show empty ones
        </label>
        <p role="status" className="ml-auto text-xs text-muted tabular-nums">
          {query.data && `${total.toLocaleString('en')} ${total === 1 ? 'repository' : 'repositories'}`}
        </p>
      </div>
      {rows.length === 0 ? (
        <RepositoryStates {...{ query, filter, syncedAt, isSyncing, onClear }} />
      ) : (
        <RowGrid
          label={`Repositories of ${registry}`}
          head={<RepositoryTableHead sort={filter.sort} onSort={onSort} />}
          table={table}
          total={total}
          isOutdated={query.isPlaceholderData}
          renderRow={(index) => {
            const repository = rows[index]
            if (!repository) return null
            return (
              <RepositoryRow
                key={repository.name}
                repository={repository}
                index={index}
                isFresh={table.isFresh(index)}
                isActive={index === table.active}
                onFocus={table.setActive}
              />
            )
          }}
        />
      )}
      <MoreRows query={query} what="repositories" />
    </Panel>
  )
}
