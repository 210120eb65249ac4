'use client'

import { Plus } from 'lucide-react'
import { Button } from '../../ui/button'
import { Field } from '../../ui/field'
import { Input } from '../../ui/input'
import { useRowKeys } from '../../ui/use-row-keys'
import type { CheckedText, PolicyDocument, Rule } from './queries'
import { issuesOfRule } from './rule-draft'
import { RuleFields } from './rule-fields'

interface RulesFormProps {
  document: PolicyDocument
  issues: CheckedText['issues']
  onChange: (document: PolicyDocument) => void
}

/** The rules of a policy as forms, and what holds for all of it. */
export function RulesForm({ document, issues, onChange }: RulesFormProps) {
  const { rules } = document
  const { keys, remove } = useRowKeys(rules.length)
  const put = (at: number, rule: Rule) =>
    onChange({ ...document, rules: rules.map((each, index) => (index === at ? rule : each)) })
  const take = (at: number) => {
    remove(at)
    onChange({ ...document, rules: rules.filter((_, index) => index !== at) })
  }
  const add = (verb: Rule['verb']) => {
    const name = `${verb === 'keep' ? 'Keep' : 'Delete'} ${rules.length + 1}`
    onChange({ ...document, rules: [...rules, { name, verb, repositories: [], match: {} }] })
  }
  return (
    <div className="flex flex-col gap-4">
      <p className="text-xs text-muted">
        Everything a rule says has to hold. Keep always wins over delete, in whatever order they stand.
        Unknown dates and pulls never count for deleting.
      </p>
      {rules.map((rule, at) => (
        <RuleFields
          key={keys[at]}
          rule={rule}
          position={at + 1}
          issues={issuesOfRule(issues, at)}
          onChange={(next) => put(at, next)}
          onRemove={() => take(at)}
        />
      ))}
      <div className="flex flex-wrap gap-2">
        <Button icon={<Plus className="size-4" />} onClick={() => add('delete')}>
          Rule that deletes
        </Button>
        <Button icon={<Plus className="size-4" />} onClick={() => add('keep')}>
          Rule that keeps
        </Button>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Stop above (percent of tags)" hint="A run that would take more does nothing.">
          <Input
            type="number"
            min={0}
            max={100}
            value={document.maxPercent}
            onChange={({ target }) => onChange({ ...document, maxPercent: Number(target.value) })}
          />
        </Field>
        <Field
          label="Manifests without a tag, older than (days)"
          hint="Counted from when their last tag left them. Only what nothing needs goes."
          error={issues.find(({ pointer }) => pointer === '/untaggedOlderThanDays')?.message}
          isOptional
        >
          <Input
            type="number"
            min={0}
            value={document.untaggedOlderThanDays ?? ''}
            placeholder="they stay"
            onChange={({ target }) =>
              onChange({
                ...document,
                untaggedOlderThanDays: target.value === '' ? null : Number(target.value),
              })
            }
          />
        </Field>
      </div>
    </div>
  )
}
