'use client'

import { type FormEvent, useState } from 'react'
import { useRegistries } from '@/components/shell/use-registries'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { Select } from '@/components/ui/select'
import { ProblemError } from '@/lib/api/client/problem-error'
import { EVENT_CHOICES, type EventName } from './events'
import type { Webhook } from './queries'

export interface WebhookInput {
  readonly url: string
  readonly events: EventName[]
  readonly registry: string | null
  readonly namespace: string
}

interface WebhookFormProps {
  id: string
  webhook: Webhook | undefined
  error: unknown
  onSubmit: (input: WebhookInput) => void
}

/** Where a webhook is and what it hears of. */
export function WebhookForm({ id, webhook, error, onSubmit }: WebhookFormProps) {
  const { items: registries } = useRegistries()
  const [url, setUrl] = useState(webhook?.url ?? '')
  const [events, setEvents] = useState(() => eventsOf(webhook))
  const [registry, setRegistry] = useState(webhook?.registry ?? '')
  const [namespace, setNamespace] = useState(webhook?.namespace ?? '')
  const issueOf = (pointer: string) => (error instanceof ProblemError ? error.issue(pointer) : undefined)
  const issues = ['/url', '/events', '/registry', '/namespace'].map(issueOf)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit({ url: url.trim(), events, registry: registry || null, namespace: namespace.trim() })
  }
  const toggle = (event: EventName) =>
    setEvents((before) =>
      before.includes(event) ? before.filter((each) => each !== event) : [...before, event],
    )

  return (
    <form id={id} onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field
        label="Address"
        error={issues[0]}
        hint="Called by POST with JSON. https, unless it is inside your network."
      >
        <Input
          value={url}
          onChange={(event) => setUrl(event.target.value)}
          placeholder="https://ci.example/hooks/assay"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1.5 font-medium">Tell it when</legend>
        {EVENT_CHOICES.map(({ event, label }) => (
          <Checkbox
            key={event}
            checked={events.includes(event)}
            onChange={() => toggle(event)}
            label={label}
            hint={<code className="font-mono">{event}</code>}
          />
        ))}
        {issues[1] && (
          <p role="alert" className="text-xs text-danger">
            {issues[1]}
          </p>
        )}
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Registry" error={issues[2]}>
          <Select value={registry} onChange={(event) => setRegistry(event.target.value)}>
            <option value="">Every registry</option>
            {registries.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
        </Field>
        <Field label="Namespace or repository" isOptional error={issues[3]} hint="With everything below it.">
          <Input
            value={namespace}
            onChange={(event) => setNamespace(event.target.value)}
            placeholder="team-a"
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
      </div>
      {error !== null && issues.every((issue) => issue === undefined) && <ProblemNotice error={error} />}
    </form>
  )
}

function eventsOf(webhook: Webhook | undefined): EventName[] {
  const all = EVENT_CHOICES.map(({ event }) => event)
  return webhook === undefined ? all : all.filter((event) => webhook.events.includes(event))
}
