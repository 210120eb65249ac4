'use client'

import { Field } from '../../ui/field'
import { Input } from '../../ui/input'
import { Select } from '../../ui/select'
import type { Rule } from './queries'

type Age = NonNullable<Rule['match']['olderThan']>

interface AgeFieldsProps {
  label: string
  age: Age | undefined
  onChange: (age: Age | undefined) => void
}

/** An age in days and the moment it counts from. */
export function AgeFields({ label, age, onChange }: AgeFieldsProps) {
  const by = age?.by ?? 'pushed'
  return (
    <div className="flex items-end gap-2">
      <Field label={`${label}, days`} className="w-36">
        <Input
          type="number"
          min={0}
          value={age?.days ?? ''}
          onChange={({ target }) =>
            onChange(target.value === '' ? undefined : { by, days: Number(target.value) })
          }
        />
      </Field>
      <Select
        aria-label={`${label}: since when`}
        value={by}
        onChange={({ target }) => onChange({ by: momentOf(target.value), days: age?.days ?? 30 })}
      >
        <option value="pushed">since pushed</option>
        <option value="created">since created</option>
        <option value="pulled">since last pulled</option>
      </Select>
    </div>
  )
}

function momentOf(value: string): Age['by'] {
  return value === 'created' || value === 'pulled' ? value : 'pushed'
}

type Newest = Rule['match']['newest']

interface NewestFieldsProps {
  verb: Rule['verb']
  newest: Newest
  issues: Readonly<Record<string, string>>
  onChange: (newest: Newest) => void
}

/** How many of the newest, by what, and of which groups. */
export function NewestFields({ verb, newest, issues, onChange }: NewestFieldsProps) {
  const by = newest?.by ?? 'created'
  const own = newest ?? { count: 10, by }
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Field label={verb === 'keep' ? 'The newest' : 'All but the newest'} className="w-36">
        <Input
          type="number"
          min={1}
          value={newest?.count ?? ''}
          onChange={({ target }) =>
            onChange(target.value === '' ? undefined : { ...own, count: Number(target.value) })
          }
        />
      </Field>
      <Select
        aria-label="Newest by"
        value={by}
        onChange={({ target }) => onChange({ ...own, by: orderOf(target.value) })}
      >
        <option value="created">by created</option>
        <option value="pushed">by pushed</option>
        <option value="version">by version</option>
      </Select>
      <Field
        label="Of each group"
        error={issues['/match/newest/groupPattern']}
        className="min-w-32 flex-1"
        isOptional
      >
        <Input
          className="font-mono"
          value={newest?.groupPattern ?? ''}
          placeholder="(.+)-\d+"
          onChange={({ target }) => onChange({ ...own, groupPattern: target.value || undefined })}
        />
      </Field>
    </div>
  )
}

function orderOf(value: string): 'created' | 'pushed' | 'version' {
  return value === 'pushed' || value === 'version' ? value : 'created'
}
