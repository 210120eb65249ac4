'use client'

import { useState } from 'react'
import { Field } from '../../ui/field'
import { Input } from '../../ui/input'
import { Notice } from '../../ui/notice'
import { SegmentedControl } from '../../ui/segmented-control'
import { Select } from '../../ui/select'
import type { VersionDetail } from '../queries'
import { ReasonDialog } from '../reason-dialog'
import { useDecide } from '../use-decide'
import { REVOCATION_CATEGORIES, type RevocationCategory } from '../words'

const WHEN = [
  { value: 'now', label: 'Now' },
  { value: 'later', label: 'At a time' },
] as const

/** Takes a version back: at once, or at a time everybody can see coming. */
export function RevokeDialog({ version, onClose }: { version: VersionDetail; onClose: () => void }) {
  const decide = useDecide(version, onClose)
  const [category, setCategory] = useState<RevocationCategory>('vulnerability')
  const [when, setWhen] = useState<'now' | 'later'>('now')
  const [time, setTime] = useState('')
  const at = when === 'later' && time !== '' ? new Date(`${time}Z`).getTime() : undefined
  const isPast = at !== undefined && at <= Date.now()
  return (
    <ReasonDialog
      title={`Revoke ${version.line.name} ${version.name}`}
      description="One person is enough. Taking it back takes two."
      actionLabel={when === 'now' ? 'Revoke' : 'Announce'}
      tone="danger"
      hint="Everybody who uses the image reads this."
      isReady={when === 'now' || (at !== undefined && !isPast)}
      isPending={decide.isPending}
      error={decide.error}
      onConfirm={(reason) => decide.mutate({ verb: 'revoke', category, reason, at })}
      onClose={onClose}
    >
      <Field label="Category">
        <Select
          className="w-full [&_select]:w-full"
          value={category}
          onChange={({ target }) => {
            const chosen = REVOCATION_CATEGORIES.find(({ value }) => value === target.value)
            if (chosen) setCategory(chosen.value)
          }}
        >
          {REVOCATION_CATEGORIES.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      <div className="flex flex-col items-start gap-3">
        <SegmentedControl label="When" value={when} onChange={setWhen} options={WHEN} />
        {when === 'later' && (
          <Field label="Time (UTC)" className="w-full" error={isPast ? 'That moment has passed.' : undefined}>
            <Input type="datetime-local" value={time} onChange={({ target }) => setTime(target.value)} />
          </Field>
        )}
      </div>
      <Consequences version={version} category={category} />
    </ReasonDialog>
  )
}

function Consequences({ version, category }: { version: VersionDetail; category: RevocationCategory }) {
  const { channels } = version
  const isFinal = category === 'secret' || category === 'compromised'
  return (
    <Notice tone="warn">
      {channels.length > 0 && (
        <p>It is in {channels.map(({ name }) => name).join(', ')}: promote another version there.</p>
      )}
      <p>
        The version before it, if it is still golden, is in force again.
        {isFinal && ' Revoked for this, it can never be restored.'}
      </p>
    </Notice>
  )
}
