'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { Suspense, useMemo, useState } from 'react'
import { FilterInput } from '@/components/ui/filter-input'
import { MoreRows } from '@/components/ui/more-rows'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { FailedState } from '../ui/failed-state'
import { onDemand } from '../ui/on-demand'
import { Panel } from '../ui/panel'
import { Select } from '../ui/select'
import { Skeleton } from '../ui/skeleton'
import { useAddress } from '../ui/use-address'
import { cleanupQueries, TRASH_STATES } from './queries'
import { isTrashFiltered, trashFilterState } from './trash-filter-state'
import { isRestorable, type TrashDialog } from './trash-item'
import { TrashTable } from './trash-table'
import { useRestoreMany } from './use-restore'

const RestoreDialog = onDemand(() => import('./restore-dialog').then((module) => module.RestoreDialog))
const PurgeDialog = onDemand(() => import('./purge-dialog').then((module) => module.PurgeDialog))

const STATE_WORDS = {
  restorable: 'Restorable',
  'blobs-gone': 'No longer restorable',
  restored: 'Restored',
} as const

/** What was deleted: by whom, why, until when it can be put back, and putting it back. */
export function TrashView({ registries }: { registries: readonly string[] }) {
  const [filter, change] = useAddress(trashFilterState)
  const query = useInfiniteQuery({
    ...cleanupQueries.trashList(filter),
    placeholderData: keepPreviousData,
  })
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [open, setOpen] = useState<TrashDialog | null>(null)
  const restoreMany = useRestoreMany(() => setChosen(new Set()))
  const picked = items.filter((item) => chosen.has(item.id) && isRestorable(item))

  return (
    <Panel aria-label="Trash">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
        {registries.length > 1 && (
          <Select
            aria-label="Registry"
            value={filter.registry ?? ''}
            onChange={(event) => change({ registry: event.target.value || null })}
          >
            <option value="">Every registry</option>
            {registries.map((registry) => (
              <option key={registry}>{registry}</option>
            ))}
          </Select>
        )}
        <FilterInput
          label="Repository"
          value={filter.repository}
          onChange={(repository) => change({ repository })}
          className="w-full min-w-40 flex-1 sm:max-w-64"
        />
        <FilterInput
          label="Deleted by"
          hasShortcut={false}
          value={filter.actor}
          onChange={(actor) => change({ actor })}
          className="w-full min-w-32 sm:max-w-44"
        />
        <Select
          aria-label="State"
          value={filter.state ?? ''}
          onChange={(event) =>
            change({ state: TRASH_STATES.find((state) => state === event.target.value) ?? null })
          }
        >
          <option value="">Any state</option>
          {TRASH_STATES.map((state) => (
            <option key={state} value={state}>
              {STATE_WORDS[state]}
            </option>
          ))}
        </Select>
        <div className="ml-auto flex items-center gap-2">
          <p role="status" className="text-xs whitespace-nowrap text-muted tabular-nums">
            {countText(query.data?.pages[0]?.total, picked.length)}
          </p>
          {picked.length > 0 && (
            <Button
              size="sm"
              variant="primary"
              isPending={restoreMany.isPending}
              onClick={() => restoreMany.mutate({ items: picked.map(({ id }) => id) })}
            >
              Restore {picked.length.toLocaleString('en')}
            </Button>
          )}
        </div>
      </div>
      {query.isPending && <Skeleton className="m-3 h-40" />}
      {query.isError && items.length === 0 && (
        <FailedState title="The trash could not be read" query={query} />
      )}
      {query.isSuccess && items.length === 0 && <Nothing isFiltered={isTrashFiltered(filter)} />}
      {items.length > 0 && (
        <TrashTable
          items={items}
          chosen={chosen}
          onChoose={setChosen}
          hasSeveralRegistries={registries.length > 1}
          onOpen={setOpen}
        />
      )}
      <MoreRows query={query} what="deleted tags" />
      <Suspense>
        {open?.what === 'restore' && <RestoreDialog item={open.item} onClose={() => setOpen(null)} />}
        {open?.what === 'purge' && <PurgeDialog item={open.item} onClose={() => setOpen(null)} />}
      </Suspense>
    </Panel>
  )
}

function countText(total: number | undefined, picked: number): string {
  if (picked > 0) return `${picked.toLocaleString('en')} chosen`
  if (total === undefined) return ''
  return `${total.toLocaleString('en')} deleted`
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const icon = <Trash2 aria-hidden="true" />
  if (isFiltered) {
    return (
      <EmptyState icon={icon} title="Nothing like this in the trash">
        The filter takes whole names of repositories and people.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={icon} title="The trash is empty">
      Tags that are deleted here can be restored for some days, as long as the registry keeps their layers.
    </EmptyState>
  )
}
