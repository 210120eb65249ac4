'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { useMemo } from 'react'
import { PageFrame } from '../../shell/page-frame'
import { Button } from '../../ui/button'
import { EmptyState } from '../../ui/empty-state'
import { FailedState } from '../../ui/failed-state'
import { MoreRows } from '../../ui/more-rows'
import { Panel } from '../../ui/panel'
import { SegmentedControl } from '../../ui/segmented-control'
import { SkeletonRows } from '../../ui/skeleton'
import { useAddress } from '../../ui/use-address'
import { afterQueries } from '../after-queries'
import { counted } from '../words'
import { driftFilterState } from './drift-filter-state'
import { DriftTable } from './drift-table'

const STATES = [
  { value: 'open', label: 'Open' },
  { value: 'resolved', label: 'Resolved' },
  { value: 'all', label: 'All' },
] as const

/** Where registries are not as golden versions have them. */
export function DriftView() {
  const [filter, change] = useAddress(driftFilterState)
  const query = useInfiniteQuery({ ...afterQueries.drift(filter), placeholderData: keepPreviousData })
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  const total = query.data?.pages[0]?.total
  const lineName = items[0]?.line.name
  return (
    <PageFrame
      title="Drift"
      meta="Where a registry is no longer as a golden version has it. What is deleted is put back; what is true again ends by itself."
    >
      <Panel aria-label="Drift">
        <div className="flex flex-wrap items-center gap-3 border-b border-line px-3 py-2">
          <SegmentedControl
            label="State"
            value={filter.state}
            onChange={(state) => change({ state })}
            options={STATES}
          />
          {filter.line !== null && (
            <Button size="sm" onClick={() => change({ line: null })}>
              Only {lineName ?? 'one line'} ✕<span className="sr-only"> show every line</span>
            </Button>
          )}
          <p role="status" className="ml-auto text-xs text-muted tabular-nums">
            {total !== undefined && counted(total, ['place', 'places'])}
          </p>
        </div>
        {query.isPending && <SkeletonRows rows={4} columns={4} />}
        {query.isError && items.length === 0 && (
          <FailedState title="The drift could not be loaded" query={query} />
        )}
        {query.isSuccess && items.length === 0 && (
          <EmptyState
            icon={<ShieldCheck aria-hidden="true" />}
            title={filter.state === 'open' ? 'Everything golden is as it should be' : 'Nothing to show'}
          >
            A tag that leaves its golden digest, and anything of a golden image that is gone, shows here
            within seconds of the registry telling of it.
          </EmptyState>
        )}
        {items.length > 0 && <DriftTable items={items} />}
        <MoreRows query={query} what="drift" />
      </Panel>
    </PageFrame>
  )
}
