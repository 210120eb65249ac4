'use client'

import { Field } from '../../ui/field'
import { Input } from '../../ui/input'
import { SegmentedControl } from '../../ui/segmented-control'
import { Select } from '../../ui/select'

export interface ChecklistAnswer {
  readonly item: string
  readonly isPassed: boolean
}

const RESULTS = [
  { value: 'yes', label: 'It is in order' },
  { value: 'no', label: 'It is not' },
] as const

interface ChecklistFieldsProps {
  items: readonly string[]
  answer: ChecklistAnswer
  onChange: (answer: ChecklistAnswer) => void
}

/** One item of the checklist, and what came of it. */
export function ChecklistFields({ items, answer, onChange }: ChecklistFieldsProps) {
  const put = (item: string) => onChange({ ...answer, item })
  return (
    <>
      {items.length > 0 ? (
        <Field label="Item" hint="What the policy has people tick off.">
          <Select
            className="w-full [&_select]:w-full"
            value={answer.item}
            onChange={({ target }) => put(target.value)}
          >
            {items.map((item) => (
              <option key={item}>{item}</option>
            ))}
          </Select>
        </Field>
      ) : (
        <Field label="What was looked at">
          <Input value={answer.item} maxLength={200} onChange={({ target }) => put(target.value)} />
        </Field>
      )}
      <SegmentedControl
        label="Result"
        className="self-start"
        value={answer.isPassed ? 'yes' : 'no'}
        options={RESULTS}
        onChange={(result) => onChange({ ...answer, isPassed: result === 'yes' })}
      />
    </>
  )
}
