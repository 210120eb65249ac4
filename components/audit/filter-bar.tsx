'use client'

import { X } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { useRegistries } from '@/components/shell/use-registries'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { Select } from '@/components/ui/select'
import { type AuditFilter, isNarrowed, NOTHING_NARROWED, type Range } from './audit-filter'
import { eventTitle, groupTypes } from './describe-event'

interface FilterBarProps {
  filter: AuditFilter
  types: readonly string[]
  onChange: (part: Partial<AuditFilter>) => void
}

const RANGE_OPTIONS = [
  { value: '1h', label: '1 h' },
  { value: '24h', label: '24 h' },
  { value: '7d', label: '7 d' },
  { value: '30d', label: '30 d' },
  { value: 'all', label: 'All' },
] as const satisfies readonly { value: Range; label: string }[]

const OUTCOME_OPTIONS = [
  { value: 'any', label: 'Any' },
  { value: 'done', label: 'Done' },
  { value: 'denied', label: 'Denied' },
] as const

/** Every filter of the log. A text goes out with Enter or when the field is left. */
export function FilterBar({ filter, types, onChange }: FilterBarProps) {
  const { items: registries } = useRegistries()
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SegmentedControl<Range>
        label="Time"
        value={filter.range}
        onChange={(range) => onChange({ range, from: null, to: null })}
        options={RANGE_OPTIONS}
      />
      <SegmentedControl
        label="Outcome"
        value={filter.outcome}
        onChange={(outcome) => onChange({ outcome })}
        options={OUTCOME_OPTIONS}
      />
      <Select
        aria-label="Type of event"
        value={filter.type}
        onChange={(event) => onChange({ type: event.target.value })}
        className="w-40 max-sm:flex-1"
      >
        <option value="">Every type</option>
        {groupTypes(isOffered(filter.type, types) ? types : [...types, filter.type]).map(([noun, ofNoun]) => (
          <optgroup key={noun} label={noun}>
            {ofNoun.length > 1 && <option value={everyOf(ofNoun)}>{noun}: every event</option>}
            {ofNoun.map((type) => (
              <option key={type} value={type}>
                {eventTitle(type)}
              </option>
            ))}
          </optgroup>
        ))}
      </Select>
      <TextFilter label="Who: name or id" value={filter.actor} onChange={(actor) => onChange({ actor })} />
      <Select
        aria-label="Registry"
        value={filter.registry}
        onChange={(event) => onChange({ registry: event.target.value })}
        className="w-36 max-sm:flex-1"
      >
        <option value="">Every registry</option>
        {filter.registry !== '' && !registries.some(({ name }) => name === filter.registry) && (
          <option value={filter.registry}>{filter.registry}</option>
        )}
        {registries.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </Select>
      <TextFilter
        label="Repository or namespace"
        value={filter.repository}
        onChange={(repository) => onChange({ repository })}
      />
      <TextFilter label="Resource" value={filter.resource} onChange={(resource) => onChange({ resource })} />
      {isNarrowed(filter) && (
        <Button
          variant="ghost"
          size="sm"
          icon={<X className="size-3.5" />}
          onClick={() => onChange(NOTHING_NARROWED)}
        >
          Clear filters
        </Button>
      )}
    </div>
  )
}

/** `tag.*` of types that begin with `tag.`. */
function everyOf(types: readonly string[]): string {
  return `${(types[0] ?? '').split('.', 1).join('')}.*`
}

function isOffered(type: string, types: readonly string[]): boolean {
  return type === '' || type.endsWith('.*') || types.includes(type)
}

function TextFilter({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (text: string) => void
}) {
  const id = useId()
  const [draft, setDraft] = useState(value)
  const [seen, setSeen] = useState(value)
  if (value !== seen) {
    setSeen(value)
    setDraft(value)
  }
  const send = (event?: FormEvent) => {
    event?.preventDefault()
    if (draft.trim() !== value) onChange(draft.trim())
  }
  return (
    <form onSubmit={send} className="w-36 max-sm:w-full">
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <Input
        id={id}
        placeholder={label}
        value={draft}
        maxLength={1024}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={() => send()}
      />
    </form>
  )
}
