'use client'

import { Field } from '../../ui/field'
import { Input } from '../../ui/input'
import { Select } from '../../ui/select'
import { AgeFields, NewestFields } from './age-fields'
import type { Condition } from './conditions'
import { LabelsField } from './labels-field'
import type { Rule } from './queries'
import { listText, parseList, pruned } from './rule-draft'

interface ConditionFieldProps {
  condition: Condition
  rule: Rule
  /** What is wrong, by the rest of the pointer behind the rule, such as `/match/tagPattern`. */
  issues: Readonly<Record<string, string>>
  onChange: (rule: Rule) => void
}

/** One thing a rule asks, as it is asked. */
export function ConditionField({ condition, rule, issues, onChange }: ConditionFieldProps) {
  const { match, verb } = rule
  const set = (change: Partial<Rule['match']>) =>
    onChange({ ...rule, match: pruned({ ...match, ...change }) })
  const error = issues[`/match/${condition}`]
  switch (condition) {
    case 'repositories':
      return (
        <Field label="Repositories" hint="Globs of whole names, comma-separated; ** spans namespaces.">
          <Input
            value={listText(rule.repositories)}
            placeholder="team-a/**"
            onChange={({ target }) => onChange({ ...rule, repositories: parseList(target.value) ?? [] })}
          />
        </Field>
      )
    case 'tags':
      return (
        <Field label="Tags" hint="Globs, comma-separated: any of them." error={error}>
          <Input
            value={listText(match.tags)}
            placeholder="pr-*, mr-*"
            onChange={({ target }) => set({ tags: parseList(target.value) })}
          />
        </Field>
      )
    case 'tagPattern':
    case 'versionRange':
      return (
        <Field
          label={condition === 'tagPattern' ? 'Tag pattern' : 'Versions'}
          hint={condition === 'tagPattern' ? 'RE2, the whole tag.' : 'A range as npm writes it.'}
          error={error}
        >
          <Input
            className="font-mono"
            value={match[condition] ?? ''}
            placeholder={condition === 'tagPattern' ? 'main-\\d+' : '>=1.0.0 <2.0.0'}
            onChange={({ target }) => set({ [condition]: target.value || undefined })}
          />
        </Field>
      )
    case 'olderThan':
    case 'youngerThan':
      return (
        <AgeFields
          label={condition === 'olderThan' ? 'Older than' : 'Younger than'}
          age={match[condition]}
          onChange={(age) => set({ [condition]: age })}
        />
      )
    case 'newest':
      return (
        <NewestFields
          verb={verb}
          newest={match.newest}
          issues={issues}
          onChange={(newest) => set({ newest })}
        />
      )
    case 'platforms':
      return (
        <Field label="Platforms" hint="Any of these, comma-separated." error={error}>
          <Input
            value={listText(match.platforms)}
            placeholder="linux/arm64"
            onChange={({ target }) => set({ platforms: parseList(target.value) })}
          />
        </Field>
      )
    case 'labels':
      return <LabelsField labels={match.labels} issues={issues} onChange={(labels) => set({ labels })} />
    case 'isGolden':
      return (
        <Field label="Golden" hint="What is golden is never deleted, whatever a rule says.">
          <Select
            className="w-full"
            value={String(match.isGolden ?? false)}
            onChange={({ target }) => set({ isGolden: target.value === 'true' })}
          >
            <option value="true">is golden</option>
            <option value="false">is not golden</option>
          </Select>
        </Field>
      )
    case 'isOnGolden':
      return (
        <Field label="Built on golden" hint="Where that is not known, the tag stays.">
          <Select
            className="w-full"
            value={String(match.isOnGolden ?? false)}
            onChange={({ target }) => set({ isOnGolden: target.value === 'true' })}
          >
            <option value="true">is built on a golden image</option>
            <option value="false">is not built on a golden image</option>
          </Select>
        </Field>
      )
  }
}
