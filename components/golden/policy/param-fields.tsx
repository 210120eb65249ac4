'use client'

import { useState } from 'react'
import { Checkbox } from '../../ui/checkbox'
import { Field } from '../../ui/field'
import { Input } from '../../ui/input'
import { paramLabel } from './param-labels'
import { listFrom, type Params, type ParamValue } from './policy-draft'

interface ParamFieldsProps {
  params: Params
  onChange: (params: Params) => void
}

/** What a requirement sets, each by the control of its kind. */
export function ParamFields({ params, onChange }: ParamFieldsProps) {
  const names = Object.keys(params)
  if (names.length === 0) return null
  const put = (name: string, value: ParamValue) => onChange({ ...params, [name]: value })
  return (
    <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {names.map((name) => (
        <ParamField
          key={name}
          label={paramLabel(name)}
          value={params[name] ?? ''}
          onChange={(value) => put(name, value)}
        />
      ))}
    </div>
  )
}

interface ParamFieldProps {
  label: string
  value: ParamValue
  onChange: (value: ParamValue) => void
}

function ParamField({ label, value, onChange }: ParamFieldProps) {
  if (typeof value === 'boolean') {
    return (
      <Checkbox
        label={label}
        checked={value}
        onChange={({ target }) => onChange(target.checked)}
        className="self-end pb-1.5"
      />
    )
  }
  if (typeof value === 'number') {
    return (
      <Field label={label}>
        <Input
          type="number"
          min={0}
          value={value}
          onChange={({ target }) => onChange(Math.max(0, Math.trunc(Number(target.value))))}
        />
      </Field>
    )
  }
  if (typeof value === 'string') {
    return (
      <Field label={label}>
        <Input value={value} onChange={({ target }) => onChange(target.value)} />
      </Field>
    )
  }
  return <ListField label={label} value={value} onChange={onChange} />
}

interface ListFieldProps {
  label: string
  hint?: string
  value: readonly string[]
  onChange: (value: readonly string[]) => void
}

/** A list typed with commas. What is being typed stays as it is. */
export function ListField({ label, hint, value, onChange }: ListFieldProps) {
  const [text, setText] = useState(value.join(', '))
  return (
    <Field label={label} hint={hint ?? 'Separated by commas.'}>
      <Input
        value={text}
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => {
          setText(target.value)
          onChange(listFrom(target.value))
        }}
      />
    </Field>
  )
}
