'use client'

import { addressOf } from '@/lib/api/client/address'
import { Field } from '../../ui/field'
import { Notice } from '../../ui/notice'
import { Textarea } from '../../ui/textarea'
import type { CheckedText } from './queries'

interface RulesTextProps {
  text: string
  checked: CheckedText | undefined
  onChange: (text: string) => void
}

/** A policy as YAML, with what is wrong by its line. */
export function RulesText({ text, checked, onChange }: RulesTextProps) {
  const lines = Math.min(40, Math.max(14, text.split('\n').length + 1))
  return (
    <div className="flex flex-col gap-3">
      <Field label="Policy as YAML" hint="JSON is read too.">
        <Textarea
          className="font-mono text-xs"
          rows={lines}
          spellCheck={false}
          value={text}
          onChange={({ target }) => onChange(target.value)}
        />
      </Field>
      {checked && checked.issues.length > 0 && (
        <ul role="alert" className="flex flex-col gap-1 text-xs text-danger">
          {checked.issues.map(({ line, column, pointer, message }) => (
            <li key={`${line} ${column} ${pointer} ${message}`}>
              {line !== null && <span className="font-mono">Line {line}: </span>}
              {message}
            </li>
          ))}
        </ul>
      )}
      {checked?.hasComments && (
        <Notice tone="warn" title="Comments are not kept">
          What stands behind # is no part of the policy and is gone once it is saved.
        </Notice>
      )}
      <a className="text-xs text-muted underline" href={addressOf('retentionSchema', {}, {})}>
        JSON Schema for your editor
      </a>
    </div>
  )
}
