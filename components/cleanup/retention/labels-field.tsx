'use client'

import { useState } from 'react'
import { Field } from '../../ui/field'
import { Textarea } from '../../ui/textarea'
import type { Rule } from './queries'
import { labelsText, parseLabels } from './rule-draft'

interface LabelsFieldProps {
  labels: Rule['match']['labels']
  issues: Readonly<Record<string, string>>
  onChange: (labels: Rule['match']['labels']) => void
}

/** Labels as text, one a line. Half-written lines stay as they are typed; only whole ones are labels. */
export function LabelsField({ labels, issues, onChange }: LabelsFieldProps) {
  const [text, setText] = useState(() => labelsText(labels))
  const error = Object.entries(issues).find(([pointer]) => pointer.startsWith('/match/labels'))?.[1]
  return (
    <Field
      label="Labels"
      hint="One a line: name=value, where the value may be a glob. All have to be there."
      error={error}
    >
      <Textarea
        className="font-mono text-xs"
        rows={Math.min(6, Math.max(2, text.split('\n').length))}
        value={text}
        placeholder="org.opencontainers.image.vendor=Example*"
        onChange={({ target }) => {
          setText(target.value)
          onChange(parseLabels(target.value))
        }}
      />
    </Field>
  )
}
