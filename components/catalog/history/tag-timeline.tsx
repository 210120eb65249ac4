import { History } from 'lucide-react'
import type { ReactNode } from 'react'
import { Badge } from '../../ui/badge'
import { cx } from '../../ui/cx'
import { EmptyState } from '../../ui/empty-state'
import { Panel, PanelHeader } from '../../ui/panel'
import type { TagEvent, TagHistory } from '../queries'
import { EventActor } from './event-actor'
import { EventDigests } from './event-digest'
import { EventMarks } from './event-marks'
import { EventTime } from './event-time'
import { causeOf, verbOf } from './event-words'
import { PageSteps } from './page-steps'

interface TagTimelineProps {
  history: TagHistory
  /** Where further pages are; the cursor is added. */
  path: string
  search: Readonly<Record<string, string>>
  rollBack: TimelineSlot
}

/** What can be done with an entry, given what the tag names now. */
export type TimelineSlot = (event: TagEvent, digest: string | null) => ReactNode

/** Every digest a tag pointed to, newest first: when, by whom, and how that was learned. */
export function TagTimeline({ history, path, search, rollBack }: TagTimelineProps) {
  const { items, nextCursor, total } = history
  if (items.length === 0) {
    return (
      <Panel aria-label="History">
        <EmptyState icon={<History aria-hidden="true" />} title="No history yet">
          What this tag points to is written down from the next look at the registry on.
        </EmptyState>
      </Panel>
    )
  }
  return (
    <Panel>
      <PanelHeader
        title="History"
        description={
          total === 1
            ? 'One entry, kept after the tag is gone.'
            : `${total.toLocaleString('en')} entries, kept after the tag is gone.`
        }
      />
      <ol className="flex flex-col px-4 py-3" aria-label="History of the tag">
        {items.map((event) => (
          <TimelineEntry key={event.id} event={event} isCurrent={isCurrent(event, history)}>
            {rollBack(event, history.digest)}
          </TimelineEntry>
        ))}
      </ol>
      <PageSteps {...{ path, search, nextCursor }} />
    </Panel>
  )
}

function isCurrent(event: TagEvent, { items, digest }: TagHistory): boolean {
  return event === items[0] && digest !== null && event.to?.digest === digest && event.kind !== 'deleted'
}

interface TimelineEntryProps {
  event: TagEvent
  isCurrent: boolean
  children: ReactNode
}

function TimelineEntry({ event, isCurrent: isNow, children }: TimelineEntryProps) {
  return (
    <li className="group relative flex gap-3 pb-5 last:pb-1">
      <span aria-hidden="true" className="relative flex w-3 shrink-0 justify-center">
        <span className="absolute top-4 -bottom-6 w-px bg-line group-last:hidden" />
        <span className={cx('mt-1.5 size-2.5 rounded-full border-2', DOTS[isNow ? 'now' : event.kind])} />
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium first-letter:uppercase">{verbOf(event)}</span>
          <EventDigests event={event} />
          {isNow && <Badge tone="ok">now</Badge>}
          <EventMarks event={event} />
          {children}
        </p>
        <p className="flex flex-wrap items-baseline gap-x-2 text-xs text-muted">
          <EventTime event={event} />
          <EventActor event={event} />
          <span className="text-faint">{causeOf(event)}</span>
        </p>
      </div>
    </li>
  )
}

const DOTS = {
  now: 'border-ok bg-ok',
  created: 'border-line-strong bg-surface',
  moved: 'border-info bg-surface',
  deleted: 'border-danger bg-surface',
} as const
