'use client'

import { Field } from '../../ui/field'
import { Textarea } from '../../ui/textarea'

interface PolicyTextProps {
  text: string
  /** What is wrong with it. */
  error: string | undefined
  onChange: (text: string) => void
}

/** The same policy as text, to copy, keep in a repository and put in. */
export function PolicyText({ text, error, onChange }: PolicyTextProps) {
  return (
    <Field
      label="Policy as JSON"
      error={error}
      hint="It can be published once all of it can be read; the rest is checked then."
    >
      <Textarea
        rows={28}
        spellCheck={false}
        className="font-mono text-xs leading-5"
        value={text}
        onChange={({ target }) => onChange(target.value)}
      />
    </Field>
  )
}
