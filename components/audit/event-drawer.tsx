'use client'

import { Filter } from 'lucide-react'
import { CopyButton } from '@/components/ui/copy-button'
import { CopyField } from '@/components/ui/copy-field'
import { DigestText } from '@/components/ui/digest-text'
import { DrawerWindow } from '@/components/ui/drawer-window'
import { formatAbsolute } from '@/components/ui/format-time'
import { IconButton } from '@/components/ui/icon-button'
import { KeyValueList } from '@/components/ui/key-value-list'
import type { AuditFilter } from './audit-filter'
import { deniedAction, differences, eventText, eventTitle, showValue } from './describe-event'
import { DifferenceTable } from './difference-table'
import type { AuditEvent } from './queries'

interface EventDrawerProps {
  /** Null while it slides away. */
  event: AuditEvent | null
  isOpen: boolean
  onClose: () => void
  /** Shows only events that have this in common. */
  onNarrow: (part: Partial<AuditFilter>) => void
}

/** Everything that is known of one event. */
export function EventDrawer({ event, isOpen, onClose, onNarrow }: EventDrawerProps) {
  if (event === null) return null
  const changes = differences(event)
  const facts = Object.entries(event.facts ?? {}).filter(([name]) => name !== 'action')
  return (
    <DrawerWindow
      isOpen={isOpen}
      onClose={onClose}
      title={deniedAction(event) === null ? eventTitle(event.type) : `Denied: ${deniedAction(event)}`}
      description={`${formatAbsolute(event.at)} · row ${event.sequence.toLocaleString('en')}`}
      actions={<CopyButton text={eventText(event)} what="event as JSON" size="md" />}
    >
      <div className="flex flex-col gap-5">
        <KeyValueList items={factsOf(event, onNarrow)} />
        {changes.length > 0 && (
          <Section title="What changed">
            <DifferenceTable changes={changes} />
          </Section>
        )}
        {facts.length > 0 && (
          <Section title="Facts">
            <KeyValueList
              items={facts.map(([name, value]) => ({ label: name, value: showValue(value) ?? 'absent' }))}
            />
          </Section>
        )}
        <Section title="Chain">
          <div className="flex flex-col gap-2">
            <Hash label="This row" hash={event.hash} />
            <Hash label="The row before" hash={event.prevHash} />
          </div>
        </Section>
      </div>
    </DrawerWindow>
  )
}

function factsOf(event: AuditEvent, onNarrow: EventDrawerProps['onNarrow']) {
  const { actor, registryId, repository, digest } = event
  const narrow = (what: string, part: Partial<AuditFilter>) => (
    <IconButton label={`Only ${what}`} size="sm" onClick={() => onNarrow(part)}>
      <Filter />
    </IconButton>
  )
  const line = (text: string, action?: React.ReactNode) => (
    <span className="inline-flex max-w-full items-center gap-1">
      <span className="wrap-anywhere">{text}</span>
      {action}
    </span>
  )
  return [
    { label: 'Who', value: line(`${actor.name} (${actor.kind})`, narrow('this actor', { actor: actor.id })) },
    { label: 'Type', value: line(event.type, narrow('this type', { type: event.type })) },
    {
      label: 'What',
      value: (
        <span className="inline-flex max-w-full items-center gap-1">
          <code className="font-mono text-xs wrap-anywhere">{event.resource}</code>
          {narrow('this resource', { resource: event.resource })}
          <CopyButton text={event.resource} what="resource" />
        </span>
      ),
    },
    ...(registryId === null
      ? []
      : [{ label: 'Registry', value: line(registryId, narrow('this registry', { registry: registryId })) }]),
    ...(repository === null
      ? []
      : [{ label: 'Repository', value: line(repository, narrow('this repository', { repository })) }]),
    ...(digest === null ? [] : [{ label: 'Digest', value: <DigestText digest={digest} /> }]),
    { label: 'Outcome', value: event.outcome === 'denied' ? 'denied' : 'done' },
    { label: 'Grounds', value: event.grounds ?? 'none recorded' },
    ...(event.reason === null ? [] : [{ label: 'Reason', value: event.reason }]),
    { label: 'Address', value: event.ip ?? 'none: the server’s own work' },
    { label: 'User agent', value: event.userAgent ?? 'none' },
    {
      label: 'Request',
      value:
        event.requestId === null ? (
          'none'
        ) : (
          <span className="inline-flex items-center gap-1">
            <code className="font-mono text-xs wrap-anywhere">{event.requestId}</code>
            <CopyButton text={event.requestId} what="request id" />
          </span>
        ),
    },
  ]
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section>
      <h3 className="mb-2 text-xs font-semibold text-muted">{title}</h3>
      {children}
    </section>
  )
}

function Hash({ label, hash }: { label: string; hash: string }) {
  return (
    <div>
      <p className="mb-1 text-xs text-faint">{label}</p>
      <CopyField text={hash} what={`hash of ${label.toLowerCase()}`} />
    </div>
  )
}
