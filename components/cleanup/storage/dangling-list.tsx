'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { useMemo, useState } from 'react'
import { MoreRows } from '@/components/ui/more-rows'
import { Button } from '../../ui/button'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { EmptyState } from '../../ui/empty-state'
import { FailedState } from '../../ui/failed-state'
import { formatBytes } from '../../ui/format-bytes'
import { Panel, PanelHeader } from '../../ui/panel'
import { ProblemNotice } from '../../ui/problem-notice'
import { Skeleton } from '../../ui/skeleton'
import { DanglingTable } from './dangling-table'
import { type DanglingManifest, garbageQueries, rowKey } from './queries'
import { useRemoveDangling } from './use-garbage-actions'

interface DanglingListProps {
  registry: string
  /** '' for every one. */
  repository: string
  onShowAll: () => void
}

/** The manifests that nothing needs, to choose from and remove. */
export function DanglingList({ registry, repository, onShowAll }: DanglingListProps) {
  const query = useInfiniteQuery({
    ...garbageQueries.dangling(registry, repository),
    placeholderData: keepPreviousData,
  })
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [isAsking, ask] = useState(false)
  const picked = items.filter((item) => chosen.has(rowKey(item)) && item.can.remove.allowed)
  const remove = useRemoveDangling(registry, () => {
    ask(false)
    setChosen(new Set())
  })
  const total = query.data?.pages[0]?.total

  return (
    <Panel aria-label="Dangling manifests" aria-busy={query.isPlaceholderData}>
      <PanelHeader
        title={repository === '' ? 'Dangling manifests' : `Dangling manifests of ${repository}`}
        description="No tag, no index, nothing they refer to and no protection needs them. Each is checked again before it goes and can be put back from the trash."
        actions={
          <>
            {repository !== '' && <Button onClick={onShowAll}>Show every repository</Button>}
            <Button variant="danger" disabled={picked.length === 0} onClick={() => ask(true)}>
              {picked.length === 0 ? 'Remove' : `Remove ${picked.length.toLocaleString('en')}`}
            </Button>
          </>
        }
      />
      {query.isPending && <Skeleton className="m-3 h-40" />}
      {query.isError && items.length === 0 && (
        <FailedState title="What nothing needs could not be read" query={query} />
      )}
      {query.isSuccess && items.length === 0 && (
        <EmptyState icon={<CircleCheck />} title="Nothing dangles">
          Every manifest the index knows is named by a tag, an index or something kept.
        </EmptyState>
      )}
      {items.length > 0 && (
        <DanglingTable registry={registry} items={items} chosen={chosen} onChoose={setChosen} />
      )}
      <MoreRows query={query} what="manifests" />
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={ask}
        title={`Remove ${picked.length.toLocaleString('en')} of ${(total ?? items.length).toLocaleString('en')} dangling manifests`}
        actionLabel="Remove manifests"
        isPending={remove.isPending}
        error={<ProblemNotice error={remove.error} />}
        onConfirm={() => remove.mutate(picked)}
      >
        <p>
          They are deleted by digest. No tag changes; what something needs by then is left alone and said so.
          Alone they make {freedText(picked)} reclaimable after garbage collection.
        </p>
      </ConfirmDialog>
    </Panel>
  )
}

function freedText(picked: readonly DanglingManifest[]): string {
  const unknown = picked.filter(({ reclaimableBytes }) => reclaimableBytes === null).length
  const known = picked.reduce((sum, { reclaimableBytes }) => sum + (reclaimableBytes ?? 0), 0)
  if (picked.length > 0 && unknown === picked.length) return 'an unknown number of bytes'
  const rest = unknown > 0 ? ` and what ${unknown.toLocaleString('en')} of unknown size hold` : ''
  return `at least ${formatBytes(known)}${rest}`
}
