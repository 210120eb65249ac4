'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Inbox } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { FailedState } from '@/components/ui/failed-state'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { DeliveryRow } from './delivery-row'
import { type DeliveryState, type Webhook, webhookQueries } from './queries'

const STATES: readonly DeliveryState[] = ['pending', 'delivered', 'dead']
const LABELS = { pending: 'Waiting', delivered: 'Delivered', dead: 'Given up' } as const

/** What a webhook was told and how it took it, newest first, live. */
export function DeliveryLog({ webhook }: { webhook: Webhook }) {
  const [state, setState] = useState<DeliveryState | null>(null)
  const query = useInfiniteQuery({
    ...webhookQueries.deliveries(webhook.id, state),
    placeholderData: keepPreviousData,
  })
  const deliveries = query.data?.pages.flatMap((page) => page.items) ?? []
  const total = query.data?.pages[0]?.total ?? 0
  return (
    <Panel>
      <PanelHeader
        title="Log"
        description="Kept for thirty days. Of an answer only the status is kept."
        actions={
          <Select
            aria-label="State"
            value={state ?? ''}
            onChange={(event) => setState(STATES.find((each) => each === event.target.value) ?? null)}
          >
            <option value="">All</option>
            {STATES.map((each) => (
              <option key={each} value={each}>
                {LABELS[each]}
              </option>
            ))}
          </Select>
        }
      />
      {!query.data && !query.error && <SkeletonRows rows={4} columns={4} />}
      {!query.data && query.error && <FailedState title="The log could not be loaded" query={query} />}
      {query.data && deliveries.length === 0 && (
        <EmptyState icon={<Inbox />} title={state === null ? 'Nothing was told yet' : 'Nothing of this kind'}>
          {state === null
            ? 'Send a test to see whether the address can be reached.'
            : 'Choose another state.'}
        </EmptyState>
      )}
      {deliveries.length > 0 && (
        <DataTable label="Deliveries" isDense>
          <thead>
            <tr>
              <th>Event</th>
              <th>Outcome</th>
              <th className="num max-sm:hidden">Tries</th>
              <th className="num max-sm:hidden">Took</th>
              <th>When</th>
              <th className="w-28">
                <span className="sr-only">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {deliveries.map((delivery) => (
              <DeliveryRow key={delivery.id} webhook={webhook.id} delivery={delivery} />
            ))}
          </tbody>
        </DataTable>
      )}
      {deliveries.length > 0 && (
        <p className="flex items-center justify-between border-t border-line px-4 py-2 text-xs text-muted">
          {deliveries.length.toLocaleString('en')} of {total.toLocaleString('en')}
          {query.hasNextPage && (
            <Button size="sm" isPending={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
              Show older ones
            </Button>
          )}
        </p>
      )}
    </Panel>
  )
}
