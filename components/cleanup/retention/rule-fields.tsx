'use client'

import { Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { Field } from '../../ui/field'
import { IconButton } from '../../ui/icon-button'
import { Input } from '../../ui/input'
import { SegmentedControl } from '../../ui/segmented-control'
import { Select } from '../../ui/select'
import { ConditionField } from './condition-field'
import { CONDITIONS, type Condition, isSaid, unsaid } from './conditions'
import type { Rule } from './queries'

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

/** One rule as a form: what it does, and only what it asks. */
export function RuleFields({ rule, position, onChange, onRemove, issues }: RuleFieldsProps) {
  // A field that was emptied stays until it is taken away.
  const [opened, setOpened] = useState<ReadonlySet<Condition>>(() => new Set(startOf(rule)))
  const shown = CONDITIONS.filter(({ key }) => opened.has(key) || isSaid(rule, key))
  const others = CONDITIONS.filter((condition) => !shown.includes(condition))
  const add = (key: string) => {
    const condition = others.find((other) => other.key === key)
    if (condition === undefined) return
    setOpened(new Set([...opened, condition.key]))
    if (condition.start) onChange({ ...rule, match: { ...rule.match, ...condition.start } })
  }
  const remove = (key: Condition) => {
    setOpened(new Set([...opened].filter((other) => other !== key)))
    onChange(unsaid(rule, key))
  }
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
        <Field label="Name" error={issues['/name']} className="min-w-32 flex-1">
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
      {shown.length > 0 && (
        <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
          {shown.map(({ key, label }) => (
            <div key={key} className="flex items-start gap-1">
              <div className="min-w-0 flex-1">
                <ConditionField condition={key} rule={rule} issues={issues} onChange={onChange} />
              </div>
              <IconButton
                size="sm"
                label={`Do not ask for ${label.toLowerCase()}`}
                className="mt-7.5"
                onClick={() => remove(key)}
              >
                <X />
              </IconButton>
            </div>
          ))}
        </div>
      )}
      {others.length > 0 && (
        <Select
          aria-label={`Add a condition to rule ${position}`}
          className="self-start"
          value=""
          onChange={({ target }) => add(target.value)}
        >
          <option value="">Add a condition…</option>
          {others.map(({ key, label }) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </Select>
      )}
    </fieldset>
  )
}

/** A rule that asks nothing yet most often asks for tags. */
function startOf(rule: Rule): readonly Condition[] {
  const said = CONDITIONS.filter(({ key }) => isSaid(rule, key)).map(({ key }) => key)
  return said.length === 0 ? ['tags'] : said
}
