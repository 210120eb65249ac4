import { CircleCheck, CircleHelp, Clock, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { KeyValueList } from '@/components/ui/key-value-list'
import { Notice } from '@/components/ui/notice'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { RelativeTime } from '@/components/ui/relative-time'
import { explainHealth, formatLag } from './health-text'
import type { Notifications } from './queries'

const ICONS = { neutral: CircleHelp, info: Clock, ok: CircleCheck, warn: TriangleAlert }

/** Whether events arrive, how many of each kind, and how long they are under way. */
export function ArrivalPanel({ state }: { state: Notifications }) {
  const { label, tone, advice } = explainHealth(state)
  const Icon = ICONS[tone]
  return (
    <Panel aria-label="Events">
      <PanelHeader
        title="Events"
        description="What the registry tells by itself. Each is a hint: Assay asks the registry before it changes anything."
        actions={
          <Badge tone={tone} icon={<Icon aria-hidden="true" />}>
            {label}
          </Badge>
        }
      />
      <div className="flex flex-col gap-4 p-4">
        {advice && <Notice tone={tone === 'warn' ? 'warn' : 'info'}>{advice}</Notice>}
        {state.secret !== null && <KeyValueList items={factsOf(state)} />}
      </div>
    </Panel>
  )
}

function factsOf(state: Notifications): { label: string; value: ReactNode }[] {
  const { lag, waiting } = state
  return [
    { label: 'Last event', value: <RelativeTime at={state.lastEventAt} absent="none yet" /> },
    { label: 'First event', value: <RelativeTime at={state.firstEventAt} absent="none yet" /> },
    {
      label: 'Lag',
      value: lag ? (
        <>
          {formatLag(lag.medianMs)} median, {formatLag(lag.p95Ms)} for 95 %{' '}
          <span className="text-faint">of the last {lag.events.toLocaleString('en')}</span>
        </>
      ) : (
        <span className="text-faint">unknown</span>
      ),
    },
    { label: 'By kind', value: <Counts state={state} /> },
    {
      label: 'Waiting',
      value:
        waiting.count === 0 ? (
          'none'
        ) : (
          <>
            {waiting.count.toLocaleString('en')}, the oldest since <RelativeTime at={waiting.oldestAt} />
          </>
        ),
    },
    {
      label: 'Pulls known',
      value:
        state.pullsSince === null ? (
          <span className="text-faint">unknown: no event of a pull came yet</span>
        ) : (
          <>
            since <RelativeTime at={state.pullsSince} />
          </>
        ),
    },
  ]
}

function Counts({ state }: { state: Notifications }) {
  const { push, pull, mount, delete: deleted } = state.counts
  const counts = [
    [push, 'push', 'pushes'],
    [pull, 'pull', 'pulls'],
    [deleted, 'deletion', 'deletions'],
    [mount, 'mount', 'mounts'],
  ] as const
  return (
    <span className="flex flex-wrap gap-x-3">
      {counts.map(([count, one, many]) => (
        <span key={one} className="tabular-nums">
          {count.toLocaleString('en')} {count === 1 ? one : many}
        </span>
      ))}
      <span className="text-faint">{state.own.toLocaleString('en')} of them by Assay itself</span>
    </span>
  )
}
