'use client'

import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { AccessQuestion } from '../queries'

export interface Choice {
  readonly id: string
  readonly name: string
}

interface ExplainFormProps {
  actors: readonly Choice[]
  actions: readonly string[]
  registries: readonly string[]
  question: AccessQuestion
  onChange: (part: Partial<AccessQuestion>) => void
}

/** Who, what and where. The answer follows as one chooses. */
export function ExplainForm({ actors, actions, registries, question, onChange }: ExplainFormProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Who">
        <Select value={question.actor} onChange={(event) => onChange({ actor: event.target.value })}>
          <option value="">Choose…</option>
          {actors.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Action">
        <Select value={question.action} onChange={(event) => onChange({ action: event.target.value })}>
          <option value="">Choose…</option>
          {groupsOf(actions).map(([noun, verbs]) => (
            <optgroup key={noun} label={noun}>
              {verbs.map((action) => (
                <option key={action} value={action}>
                  {action}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
      </Field>
      <Field label="Registry">
        <Select value={question.registry} onChange={(event) => onChange({ registry: event.target.value })}>
          <option value="">None in particular</option>
          {registries.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Select>
      </Field>
      <Field label="Namespace or repository" isOptional hint="Whether there is one or not yet.">
        <Input
          value={question.path}
          onChange={(event) => onChange({ path: event.target.value })}
          disabled={question.registry === ''}
          placeholder="team-a/web"
          spellCheck={false}
          autoComplete="off"
          className="font-mono text-xs"
        />
      </Field>
    </div>
  )
}

function groupsOf(actions: readonly string[]): readonly (readonly [string, readonly string[]])[] {
  const groups = new Map<string, string[]>()
  for (const action of actions) {
    const [noun = ''] = action.split(':')
    groups.set(noun, [...(groups.get(noun) ?? []), action])
  }
  return [...groups.entries()]
}
