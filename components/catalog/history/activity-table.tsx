import { repositoryHref, tagHref } from '@/components/shell/addresses'
import { Badge } from '../../ui/badge'
import { cx } from '../../ui/cx'
import { DataTable } from '../../ui/data-table'
import { AppLink } from '../../ui/link'
import type { TagEvent } from '../queries'
import { EventActor } from './event-actor'
import { EventDigests } from './event-digest'
import { EventMarks } from './event-marks'
import { EventTime } from './event-time'
import { causeOf, standsOut, verbOf } from './event-words'

interface ActivityTableProps {
  events: readonly TagEvent[]
  label: string
  /** Names the repository of each event. */
  isEverywhere?: boolean
  hasSeveralRegistries?: boolean
}

/** What happened to tags, one a line, newest first. */
export function ActivityTable({
  events,
  label,
  isEverywhere = false,
  hasSeveralRegistries = false,
}: ActivityTableProps) {
  return (
    <DataTable label={label}>
      <thead>
        <tr>
          <th>Tag</th>
          <th className="max-md:hidden">Digest</th>
          <th className="max-lg:hidden">By</th>
          <th className="max-md:hidden">When</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.id} className={cx(standsOut(event) && 'bg-info-soft/50')}>
            <td className="w-2/5 max-w-0 max-md:w-full">
              <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <TagLink {...{ event, isEverywhere, hasSeveralRegistries }} />
                <Verb event={event} />
                <EventMarks event={event} />
              </div>
              <div className="mt-0.5 flex flex-col gap-0.5 md:hidden">
                <EventDigests event={event} />
                <span className="text-xs text-muted">
                  <EventTime event={event} />
                </span>
              </div>
            </td>
            <td className="whitespace-nowrap max-md:hidden">
              <EventDigests event={event} />
            </td>
            <td className="max-lg:hidden">
              <div className="flex flex-col">
                <EventActor event={event} isCell />
                <span className="text-xs text-faint">{causeOf(event)}</span>
              </div>
            </td>
            <td className="max-md:hidden">
              <EventTime event={event} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function Verb({ event }: { event: TagEvent }) {
  if (standsOut(event)) {
    return <Badge tone={event.kind === 'deleted' ? 'danger' : 'info'}>{verbOf(event)}</Badge>
  }
  return <span className={event.kind === 'deleted' ? 'text-danger' : 'text-muted'}>{verbOf(event)}</span>
}

type TagLinkProps = Pick<ActivityTableProps, 'isEverywhere' | 'hasSeveralRegistries'> & { event: TagEvent }

function TagLink({ event, isEverywhere, hasSeveralRegistries }: TagLinkProps) {
  const { registry, repository, tag } = event
  return (
    <span className="inline-flex max-w-full min-w-0 items-baseline">
      {isEverywhere && (
        <AppLink
          href={repositoryHref(registry, repository)}
          className="min-w-12 truncate text-muted hover:text-ink hover:underline"
          title={`${registry}/${repository}`}
        >
          {hasSeveralRegistries ? `${registry}/${repository}` : repository}
        </AppLink>
      )}
      {isEverywhere && <span className="text-faint">:</span>}
      <AppLink
        href={`${tagHref(registry, repository, tag)}?tab=history`}
        className="truncate font-medium hover:underline"
        title={tag}
      >
        {tag}
      </AppLink>
    </span>
  )
}
