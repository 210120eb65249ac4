'use client'

import { useState } from 'react'
import { Field } from '../../ui/field'
import { Select } from '../../ui/select'
import { Textarea } from '../../ui/textarea'
import type { Rule } from './queries'
import { labelsText, parseLabels } from './rule-draft'

type Match = Rule['match']

interface ImageFieldsProps {
  match: Match
  set: (change: Partial<Match>) => void
  issues: Readonly<Record<string, string>>
}

/** What a rule asks of the image itself: whether it is golden, what it is built on, its labels. */
export function ImageFields({ match, set, issues }: ImageFieldsProps) {
  return (
    <>
      <Field label="Golden" hint="What is golden is never deleted, whatever a rule says." isOptional>
        <Select
          value={said(match.isGolden)}
          onChange={({ target }) => set({ isGolden: asked(target.value) })}
        >
          <option value="">Either</option>
          <option value="yes">Golden</option>
          <option value="no">Not golden</option>
        </Select>
      </Field>
      <Field label="Built on a golden image" hint="Where that is not known, the tag stays." isOptional>
        <Select
          value={said(match.isOnGolden)}
          onChange={({ target }) => set({ isOnGolden: asked(target.value) })}
        >
          <option value="">Either</option>
          <option value="yes">Built on golden</option>
          <option value="no">Not built on golden</option>
        </Select>
      </Field>
      <LabelsField
        labels={match.labels}
        error={issueOfLabels(issues)}
        onChange={(labels) => set({ labels })}
      />
    </>
  )
}

interface LabelsFieldProps {
  labels: Match['labels']
  error: string | undefined
  onChange: (labels: Match['labels']) => void
}

/** Half-written lines stay as they are typed; only whole ones are labels. */
function LabelsField({ labels, error, onChange }: LabelsFieldProps) {
  const [text, setText] = useState(() => labelsText(labels))
  return (
    <Field
      label="Labels"
      hint="One a line: name=value, where the value may be a glob. All have to be there."
      error={error}
      className="sm:col-span-2"
      isOptional
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

function issueOfLabels(issues: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(issues).find(([pointer]) => pointer.startsWith('/match/labels'))?.[1]
}

function said(value: boolean | undefined): string {
  if (value === undefined) return ''
  return value ? 'yes' : 'no'
}

function asked(value: string): boolean | undefined {
  return value === '' ? undefined : value === 'yes'
}
