'use client'

import { Trash2 } from 'lucide-react'
import { Field } from '../../ui/field'
import { IconButton } from '../../ui/icon-button'
import { Input } from '../../ui/input'
import { SegmentedControl } from '../../ui/segmented-control'
import { Select } from '../../ui/select'
import { ImageFields } from './image-fields'
import type { Rule } from './queries'
import { listText, parseList, pruned } from './rule-draft'

interface RuleFieldsProps {
  rule: Rule
  position: number
  onChange: (rule: Rule) => void
  onRemove: () => void
  /** What is wrong, by the rest of the pointer behind the rule, such as `/match/tagPattern`. */
  issues: Readonly<Record<string, string>>
}

const VERBS = [
  { value: 'keep', label: 'Keep' },
  { value: 'delete', label: 'Delete' },
] as const

/** One rule as a form: the same fields as in the text. */
export function RuleFields({ rule, position, onChange, onRemove, issues }: RuleFieldsProps) {
  const { match } = rule
  const set = (change: Partial<Rule['match']>) =>
    onChange({ ...rule, match: pruned({ ...match, ...change }) })
  return (
    <fieldset className="flex flex-col gap-4 rounded-lg border border-line bg-surface p-4">
      <legend className="sr-only">Rule {position}</legend>
      <div className="flex flex-wrap items-end gap-3">
        <SegmentedControl
          label={`What rule ${position} does`}
          value={rule.verb}
          onChange={(verb) => onChange({ ...rule, verb })}
          options={VERBS}
        />
        <Field label="Name" error={issues['/name']} className="min-w-48 flex-1">
          <Input
            value={rule.name}
            maxLength={100}
            onChange={({ target }) => onChange({ ...rule, name: target.value })}
          />
        </Field>
        <IconButton label={`Remove rule ${position}`} onClick={onRemove}>
          <Trash2 />
        </IconButton>
      </div>
      {issues['/match'] && (
        <p role="alert" className="text-xs text-danger">
          {issues['/match']}
        </p>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Repositories" hint="Globs, comma-separated; none is every repository." isOptional>
          <Input
            value={listText(rule.repositories)}
            placeholder="team-a/**"
            onChange={({ target }) => onChange({ ...rule, repositories: parseList(target.value) ?? [] })}
          />
        </Field>
        <Field label="Tags" hint="Globs, comma-separated." error={issues['/match/tags']} isOptional>
          <Input
            value={listText(match.tags)}
            placeholder="pr-*, mr-*"
            onChange={({ target }) => set({ tags: parseList(target.value) })}
          />
        </Field>
        <Field label="Tag pattern" hint="RE2, the whole tag." error={issues['/match/tagPattern']} isOptional>
          <Input
            className="font-mono"
            value={match.tagPattern ?? ''}
            onChange={({ target }) => set({ tagPattern: target.value || undefined })}
          />
        </Field>
        <Field
          label="Versions"
          hint="A range as npm writes it."
          error={issues['/match/versionRange']}
          isOptional
        >
          <Input
            className="font-mono"
            value={match.versionRange ?? ''}
            placeholder=">=1.0.0 <2.0.0"
            onChange={({ target }) => set({ versionRange: target.value || undefined })}
          />
        </Field>
        <AgeFields label="Older than" age={match.olderThan} onChange={(olderThan) => set({ olderThan })} />
        <AgeFields
          label="Younger than"
          age={match.youngerThan}
          onChange={(youngerThan) => set({ youngerThan })}
        />
        <NewestFields rule={rule} set={set} issues={issues} />
        <Field label="Platforms" hint="Any of these, such as linux/arm64." isOptional>
          <Input
            value={listText(match.platforms)}
            onChange={({ target }) => set({ platforms: parseList(target.value) })}
          />
        </Field>
        <ImageFields match={match} set={set} issues={issues} />
      </div>
    </fieldset>
  )
}

type Age = NonNullable<Rule['match']['olderThan']>

interface AgeFieldsProps {
  label: string
  age: Age | undefined
  onChange: (age: Age | undefined) => void
}

function AgeFields({ label, age, onChange }: AgeFieldsProps) {
  const by = age?.by ?? 'pushed'
  return (
    <div className="flex items-end gap-2">
      <Field label={`${label} (days)`} className="w-32" isOptional>
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

interface NewestFieldsProps {
  rule: Rule
  set: (change: Partial<Rule['match']>) => void
  issues: Readonly<Record<string, string>>
}

function NewestFields({ rule: { verb, match }, set, issues }: NewestFieldsProps) {
  const newest = match.newest ?? { count: 10, by: 'created' as const }
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Field label={verb === 'keep' ? 'Newest' : 'All but the newest'} className="w-32" isOptional>
        <Input
          type="number"
          min={1}
          value={match.newest?.count ?? ''}
          onChange={({ target }) =>
            set({ newest: target.value === '' ? undefined : { ...newest, count: Number(target.value) } })
          }
        />
      </Field>
      <Select
        aria-label="Newest by"
        value={newest.by}
        onChange={({ target }) => set({ newest: { ...newest, by: orderOf(target.value) } })}
      >
        <option value="created">by created</option>
        <option value="pushed">by pushed</option>
        <option value="version">by version</option>
      </Select>
      {match.newest && (
        <Field
          label="Of each group"
          error={issues['/match/newest/groupPattern']}
          className="min-w-32 flex-1"
          isOptional
        >
          <Input
            className="font-mono"
            value={newest.groupPattern ?? ''}
            placeholder="(.+)-\d+"
            onChange={({ target }) => set({ newest: { ...newest, groupPattern: target.value || undefined } })}
          />
        </Field>
      )}
    </div>
  )
}

function orderOf(value: string): 'created' | 'pushed' | 'version' {
  return value === 'pushed' || value === 'version' ? value : 'created'
}
