'use client'

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Checkbox } from '../../ui/checkbox'
import { Field } from '../../ui/field'
import { IconButton } from '../../ui/icon-button'
import { Input } from '../../ui/input'
import { SegmentedControl } from '../../ui/segmented-control'
import { ParamFields } from './param-fields'
import type { CatalogueItem, Requirement } from './policy-draft'

const LEVELS = [
  { value: 'block', label: 'Blocks', title: 'Keeps a version from becoming golden' },
  { value: 'warn', label: 'Advises', title: 'Is told, and blocks nothing' },
] as const

interface CatalogueRowProps {
  item: CatalogueItem
  requirement: Requirement | undefined
  onAsk: (isAsked: boolean) => void
  onChange: (requirement: Requirement) => void
}

/** One thing a policy can ask, and how it asks it. */
export function CatalogueRow({ item, requirement, onAsk, onChange }: CatalogueRowProps) {
  return (
    <li className="border-b border-line px-4 py-2 last:border-b-0">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <Checkbox
          className="min-w-0 flex-1 basis-72"
          checked={requirement !== undefined}
          onChange={({ target }) => onAsk(target.checked)}
          label={
            <span className="font-medium">
              {item.title} <code className="font-mono text-2xs font-normal text-faint">{item.ref}</code>
            </span>
          }
          hint={item.explanation}
        />
        {requirement && <Level item={item.title} requirement={requirement} onChange={onChange} />}
      </div>
      {requirement && <Details requirement={requirement} onChange={onChange} />}
    </li>
  )
}

interface ManualRowProps {
  requirement: Requirement
  onChange: (requirement: Requirement) => void
  onRemove: () => void
}

/** An item that somebody ticks off. */
export function ManualRow({ requirement, onChange, onRemove }: ManualRowProps) {
  return (
    <li className="border-b border-line px-4 py-2 last:border-b-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <span className="min-w-0 flex-1 basis-60 font-medium wrap-anywhere">{requirement.ref}</span>
        <span className="flex items-center gap-2">
          <Level item={requirement.ref} requirement={requirement} onChange={onChange} />
          <IconButton label={`Remove ${requirement.ref}`} onClick={onRemove}>
            <X />
          </IconButton>
        </span>
      </div>
      <Details requirement={requirement} onChange={onChange} />
    </li>
  )
}

interface PartProps {
  requirement: Requirement
  onChange: (requirement: Requirement) => void
}

function Level({ item, requirement, onChange }: PartProps & { item: string }) {
  return (
    <SegmentedControl
      label={`What ${item} does`}
      value={requirement.level}
      options={LEVELS}
      onChange={(level) => onChange({ ...requirement, level })}
    />
  )
}

function Details({ requirement, onChange }: PartProps): ReactNode {
  const { params, kind, maxAgeDays, isWaivable, level } = requirement
  return (
    <div className="flex flex-col gap-3 pt-2 pb-1 pl-6.5">
      <ParamFields params={params} onChange={(next) => onChange({ ...requirement, params: next })} />
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
        {kind !== 'check' && (
          <Field label="Stale after, days" hint="Empty for never." className="w-36">
            <Input
              type="number"
              min={1}
              value={maxAgeDays ?? ''}
              onChange={({ target }) => onChange({ ...requirement, maxAgeDays: daysOf(target.value) })}
            />
          </Field>
        )}
        {level === 'block' && (
          <Checkbox
            label="May be waived"
            hint="By a second person, with a reason and an end."
            checked={isWaivable}
            onChange={({ target }) => onChange({ ...requirement, isWaivable: target.checked })}
          />
        )}
      </div>
    </div>
  )
}

/** A number of days as typed; nothing typed is none. */
export function daysOf(text: string): number | null {
  const days = Math.trunc(Number(text))
  return text.trim() === '' || !(days >= 1) ? null : days
}
