'use client'

import { useState } from 'react'
import { Field } from '../../ui/field'
import { Textarea } from '../../ui/textarea'
import type { PolicyDraft } from './policy-draft'
import { readDraft } from './read-draft'

interface PolicyTextProps {
  draft: PolicyDraft
  onChange: (draft: PolicyDraft) => void
}

/** The same policy as text, to copy, keep in a repository and put in. */
export function PolicyText({ draft, onChange }: PolicyTextProps) {
  const [text, setText] = useState(() => JSON.stringify(draft, null, 2))
  const read = readDraft(text)
  return (
    <Field
      label="Policy as JSON"
      error={read.kind === 'wrong' ? read.message : undefined}
      hint="What cannot be read is not taken over; the rest is checked when it is published."
    >
      <Textarea
        rows={28}
        spellCheck={false}
        className="font-mono text-xs leading-5"
        value={text}
        onChange={({ target }) => {
          setText(target.value)
          const next = readDraft(target.value)
          if (next.kind === 'draft') onChange(next.draft)
        }}
      />
    </Field>
  )
}
