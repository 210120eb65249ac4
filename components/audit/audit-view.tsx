'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Download, Radio, ScrollText, ZoomOut } from 'lucide-react'
import { Suspense, useState } from 'react'
import { PageFrame } from '@/components/shell/page-frame'
import { Button } from '@/components/ui/button'
import { buttonStyle } from '@/components/ui/button-style'
import { EmptyState } from '@/components/ui/empty-state'
import { FailedState } from '@/components/ui/failed-state'
import { onDemand, usePreload } from '@/components/ui/on-demand'
import { Panel } from '@/components/ui/panel'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { Skeleton, SkeletonRows } from '@/components/ui/skeleton'
import { useAddress } from '@/components/ui/use-address'
import { useEver } from '@/components/ui/use-ever'
import { ActivityChart } from './activity-chart'
import { type AuditFilter, auditFilter, isNarrowed, NOTHING_NARROWED } from './audit-filter'
import { EventTable } from './event-table'
import { FilterBar } from './filter-bar'
import { type AuditEvent, auditQueries, exportHref } from './queries'
import { VerificationPanel } from './verification-panel'

const EventDrawer = onDemand(() => import('./event-drawer').then((module) => module.EventDrawer))

/** The audit log: when, who, what, and whether it is still as it was written. */
export function AuditView({ types }: { types: readonly string[] }) {
  const [filter, change] = useAddress(auditFilter)
  const [isLive, setLive] = useState(false)
  const [opened, setOpened] = useState<AuditEvent | null>(null)
  const [isOpen, setOpen] = useState(false)
  const wasOpened = useEver(isOpen)
  usePreload(EventDrawer)

  const open = (event: AuditEvent) => {
    setOpened(event)
    setOpen(true)
  }
  const narrow = (part: Partial<AuditFilter>) => {
    setOpen(false)
    change(part, 'push')
  }
  return (
    <PageFrame
      title="Audit log"
      meta="Every change and every refused attempt, each chained to the one before it."
      actions={<Actions filter={filter} isLive={isLive} onLive={setLive} />}
    >
      <VerificationPanel />
      <FilterBar filter={filter} types={types} onChange={(part) => change(part, 'push')} />
      <Panel>
        <Chart filter={filter} isLive={isLive} onChange={(part) => change(part, 'push')} />
        <Events
          filter={filter}
          isLive={isLive}
          openId={isOpen ? (opened?.id ?? null) : null}
          onOpen={open}
          onChange={change}
        />
      </Panel>
      <Suspense>
        {wasOpened && (
          <EventDrawer event={opened} isOpen={isOpen} onClose={() => setOpen(false)} onNarrow={narrow} />
        )}
      </Suspense>
    </PageFrame>
  )
}

interface ActionsProps {
  filter: AuditFilter
  isLive: boolean
  onLive: (isLive: boolean) => void
}

function Actions({ filter, isLive, onLive }: ActionsProps) {
  // Counted back from the moment of the click, not of the last drawing.
  const save = (format: 'csv' | 'ndjson') => window.location.assign(exportHref(filter, format, Date.now()))
  return (
    <>
      <Button
        aria-pressed={isLive}
        icon={<Radio className={isLive ? 'size-3.5 animate-pulse text-ok' : 'size-3.5'} />}
        onClick={() => onLive(!isLive)}
      >
        {isLive ? 'Live' : 'Go live'}
      </Button>
      <button type="button" className={buttonStyle('secondary', 'md')} onClick={() => save('csv')}>
        <Download aria-hidden="true" className="size-3.5" /> CSV
      </button>
      <button type="button" className={buttonStyle('secondary', 'md')} onClick={() => save('ndjson')}>
        <Download aria-hidden="true" className="size-3.5" /> JSON lines
      </button>
    </>
  )
}

interface ChartProps {
  filter: AuditFilter
  isLive: boolean
  onChange: (part: Partial<AuditFilter>) => void
}

function Chart({ filter, isLive, onChange }: ChartProps) {
  const { data, error } = useQuery(auditQueries.counts(filter, isLive))
  if (data === undefined) {
    return error ? <ProblemNotice error={error} className="m-3" /> : <Skeleton className="m-4 h-28" />
  }
  return (
    <div className="relative border-b border-line">
      <ActivityChart
        data={data}
        onZoom={(from, to) => onChange({ range: 'chosen', from: String(from), to: String(to) })}
      />
      {filter.range === 'chosen' && (
        <Button
          size="sm"
          variant="ghost"
          icon={<ZoomOut className="size-3.5" />}
          onClick={() => onChange({ range: '7d', from: null, to: null })}
          className="mb-1 ml-3"
        >
          Leave the chosen time
        </Button>
      )}
    </div>
  )
}

interface EventsProps {
  filter: AuditFilter
  isLive: boolean
  openId: string | null
  onOpen: (event: AuditEvent) => void
  onChange: (part: Partial<AuditFilter>) => void
}

function Events({ filter, isLive, openId, onOpen, onChange }: EventsProps) {
  const list = useInfiniteQuery(auditQueries.list(filter, isLive))
  const { data, error } = list
  if (data === undefined) {
    return error ? (
      <FailedState title="The audit log could not be loaded" query={list} />
    ) : (
      <SkeletonRows rows={10} columns={5} />
    )
  }
  const events = data.pages.flatMap((page) => page.items)
  if (events.length === 0) return <Nothing filter={filter} onChange={onChange} />
  return (
    <div aria-busy={list.isPlaceholderData} className={list.isPlaceholderData ? 'opacity-60' : ''}>
      {error && <ProblemNotice error={error} className="m-3" />}
      <EventTable events={events} openId={openId} onOpen={onOpen} />
      <div className="flex items-center justify-between border-t border-line px-4 py-2 text-xs text-muted">
        <span role="status">
          {events.length.toLocaleString('en')} shown{list.hasNextPage ? ', older ones follow' : ', no more'}
        </span>
        {list.hasNextPage && (
          <Button size="sm" isPending={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            Show older
          </Button>
        )}
      </div>
    </div>
  )
}

function Nothing({ filter, onChange }: Pick<EventsProps, 'filter' | 'onChange'>) {
  const narrowed = isNarrowed(filter)
  return (
    <EmptyState
      icon={<ScrollText />}
      title={narrowed ? 'No event matches' : 'Nothing happened in this time'}
      actions={
        <>
          {narrowed && <Button onClick={() => onChange(NOTHING_NARROWED)}>Clear filters</Button>}
          {filter.range !== 'all' && (
            <Button onClick={() => onChange({ range: 'all', from: null, to: null })}>Look at all time</Button>
          )}
        </>
      }
    >
      {narrowed
        ? 'Names are compared in full, repositories and resources by whole segments, letter by letter.'
        : 'Changes and refused attempts show here as they happen.'}
    </EmptyState>
  )
}
