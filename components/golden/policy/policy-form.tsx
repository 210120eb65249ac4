'use client'

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/button'
import { Field } from '../../ui/field'
import { Input } from '../../ui/input'
import { Panel, PanelHeader } from '../../ui/panel'
import { ListField } from './param-fields'
import {
  type CatalogueItem,
  dropRequirement,
  findRequirement,
  manualOf,
  type PolicyDraft,
  putRequirement,
  requirementOf,
} from './policy-draft'
import { CatalogueRow, daysOf, ManualRow } from './requirement-row'

interface PolicyFormProps {
  draft: PolicyDraft
  catalogue: readonly CatalogueItem[]
  onChange: (draft: PolicyDraft) => void
}

/** What a policy asks: approvals and times, evidence, items ticked off by hand, automatic checks. */
export function PolicyForm({ draft, catalogue, onChange }: PolicyFormProps) {
  const parts = [
    {
      title: 'Evidence',
      description: 'What others find out about exactly these bytes, sent by CI or by hand.',
      items: catalogue.filter(({ kind }) => kind === 'evidence'),
    },
    {
      title: 'Automatic checks',
      description: 'Computed from the manifest, the config and what is attached, without anybody’s doing.',
      items: catalogue.filter(({ kind }) => kind === 'check'),
    },
  ]
  return (
    <div className="flex flex-col gap-5">
      <Process draft={draft} onChange={onChange} />
      <Manual draft={draft} onChange={onChange} />
      {parts.map(({ title, description, items }) => (
        <Panel key={title}>
          <PanelHeader title={title} description={description} />
          <ul>
            {items.map((item) => (
              <CatalogueRow
                key={item.ref}
                item={item}
                requirement={findRequirement(draft, item.ref)}
                onChange={(requirement) => onChange(putRequirement(draft, requirement))}
                onAsk={(isAsked) => {
                  const found = findRequirement(draft, item.ref)
                  if (isAsked) onChange(putRequirement(draft, requirementOf(item)))
                  else if (found) onChange(dropRequirement(draft, found.id))
                }}
              />
            ))}
          </ul>
        </Panel>
      ))}
    </div>
  )
}

type PartProps = Pick<PolicyFormProps, 'draft' | 'onChange'>

function Process({ draft, onChange }: PartProps) {
  return (
    <Panel>
      <PanelHeader
        title="Approval and time"
        description="Nobody approves what they nominated or pushed; an admin neither."
      />
      <div className="grid gap-4 p-4 sm:grid-cols-2 lg:grid-cols-3">
        <Field label="Approvals" hint="By distinct people. With 0, somebody else marks it golden.">
          <Input
            type="number"
            min={0}
            max={10}
            value={draft.approvalsMin}
            onChange={({ target }) =>
              onChange({
                ...draft,
                approvalsMin: Math.min(10, Math.max(0, Math.trunc(Number(target.value)))),
              })
            }
          />
        </Field>
        <ListField
          label="Groups of approvers"
          hint="Empty for anybody who may approve."
          value={draft.approverGroups}
          onChange={(approverGroups) => onChange({ ...draft, approverGroups })}
        />
        <ListField
          label="Platforms"
          hint="That an index has to run on, such as linux/arm64."
          value={draft.platforms}
          onChange={(platforms) => onChange({ ...draft, platforms })}
        />
        <Field label="Golden for, days" hint="Empty for until it is revoked.">
          <Input
            type="number"
            min={1}
            value={draft.validityDays ?? ''}
            onChange={({ target }) => onChange({ ...draft, validityDays: daysOf(target.value) })}
          />
        </Field>
        <Field label="Grace, days" hint="To move off a superseded version.">
          <Input
            type="number"
            min={0}
            value={draft.graceDays}
            onChange={({ target }) => onChange({ ...draft, graceDays: daysOf(target.value) ?? 0 })}
          />
        </Field>
        <Field label="Waivers, days at most">
          <Input
            type="number"
            min={1}
            value={draft.waiverDaysMax}
            onChange={({ target }) => onChange({ ...draft, waiverDaysMax: daysOf(target.value) ?? 1 })}
          />
        </Field>
      </div>
    </Panel>
  )
}

function Manual({ draft, onChange }: PartProps) {
  const [text, setText] = useState('')
  const items = draft.requirements.filter(({ kind }) => kind === 'manual')
  const add = () => {
    if (text.trim() === '') return
    const taken = draft.requirements.map(({ id }) => id)
    onChange(putRequirement(draft, manualOf(text.trim(), taken)))
    setText('')
  }
  return (
    <Panel>
      <PanelHeader
        title="Ticked off by hand"
        description="What only a person can say, each with a name to it."
      />
      {items.length > 0 && (
        <ul className="border-b border-line">
          {items.map((requirement) => (
            <ManualRow
              key={requirement.id}
              requirement={requirement}
              onChange={(next) => onChange(putRequirement(draft, next))}
              onRemove={() => onChange(dropRequirement(draft, requirement.id))}
            />
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-end gap-2 p-4">
        <Field label="New item" className="min-w-0 flex-1 basis-60">
          <Input
            value={text}
            maxLength={200}
            placeholder="Such as: the release notes were read"
            onChange={({ target }) => setText(target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              // The form around it would be sent.
              event.preventDefault()
              add()
            }}
          />
        </Field>
        <Button icon={<Plus className="size-4" />} disabled={text.trim() === ''} onClick={add}>
          Add
        </Button>
      </div>
    </Panel>
  )
}
