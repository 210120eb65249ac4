'use client'

import { Ban, Bot, Cog, User } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { cx } from '@/components/ui/cx'
import { DataTable } from '@/components/ui/data-table'
import { RelativeTime } from '@/components/ui/relative-time'
import { deniedAction, eventTitle, toneOf } from './describe-event'
import type { AuditEvent } from './queries'

interface EventTableProps {
  events: readonly AuditEvent[]
  openId: string | null
  onOpen: (event: AuditEvent) => void
}

/** The log, newest first. A row opens everything that is known of its event. */
export function EventTable({ events, openId, onOpen }: EventTableProps) {
  return (
    <DataTable label="Audit log" isDense>
      <thead>
        <tr>
          <th className="w-28">When</th>
          <th className="w-52">Event</th>
          <th className="max-sm:hidden w-44">Who</th>
          <th className="max-sm:hidden">What</th>
          <th className="max-lg:hidden w-64">Grounds or reason</th>
          <th className="max-xl:hidden w-32">Address</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr
            key={event.id}
            onClick={() => onOpen(event)}
            className={cx('cursor-pointer', event.id === openId && 'bg-selected')}
          >
            <td>
              <RelativeTime at={event.at} className="text-muted" />
            </td>
            <td>
              <button
                type="button"
                onClick={(click) => {
                  click.stopPropagation()
                  onOpen(event)
                }}
                className="max-w-full text-left font-medium hover:underline"
              >
                <EventName event={event} />
              </button>
              <span className="block text-xs text-muted wrap-anywhere sm:hidden">
                {event.actor.name} · <Subject event={event} />
              </span>
            </td>
            <td className="max-sm:hidden">
              <Actor event={event} />
            </td>
            <td className="clip max-sm:hidden">
              <Subject event={event} />
            </td>
            <td className="clip max-lg:hidden text-muted">
              <span title={event.reason ?? event.grounds ?? ''}>{event.reason ?? event.grounds ?? '–'}</span>
            </td>
            <td className="max-xl:hidden font-mono text-xs text-muted">{event.ip ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

/** What happened, refusals with a sign and the action that was refused. */
export function EventName({ event }: { event: AuditEvent }) {
  if (event.outcome === 'denied') {
    const action = deniedAction(event)
    return (
      <span className="inline-flex max-w-full flex-wrap items-center gap-x-1.5">
        <Badge tone="danger" icon={<Ban />}>
          {event.type === 'access.denied' ? 'Denied' : eventTitle(event.type)}
        </Badge>
        {action !== null && <span className="font-mono text-xs font-normal">{action}</span>}
      </span>
    )
  }
  const tone = toneOf(event)
  return <span className={cx(tone === 'warn' && 'text-warn')}>{eventTitle(event.type)}</span>
}

/** What it was done to: by its name where the event tells one, for an id says little. */
function Subject({ event: { resource, facts } }: { event: AuditEvent }) {
  const name = facts?.name
  return (
    <span title={resource}>
      {typeof name === 'string' && name !== resource && <span className="mr-2">{name}</span>}
      <span
        className={cx('font-mono text-xs', typeof name === 'string' && name !== resource && 'text-faint')}
      >
        {resource}
      </span>
    </span>
  )
}

const ICONS = { user: User, token: Bot, system: Cog, anonymous: Ban } as const

/** Who it was, with a sign for people, tokens and the server itself. */
export function Actor({ event: { actor, facts } }: { event: AuditEvent }) {
  const Icon = actor.kind in ICONS ? ICONS[kindOf(actor.kind)] : User
  const osUser = facts?.osUser
  return (
    <span className="inline-flex max-w-full items-center gap-1.5" title={`${actor.kind} ${actor.id}`}>
      <Icon aria-hidden="true" className="size-3.5 shrink-0 text-faint" />
      <span className="truncate">{actor.name}</span>
      {typeof osUser === 'string' && <span className="truncate text-xs text-faint">by {osUser}</span>}
    </span>
  )
}

function kindOf(kind: string): keyof typeof ICONS {
  if (kind === 'token' || kind === 'system' || kind === 'anonymous') return kind
  return 'user'
}
