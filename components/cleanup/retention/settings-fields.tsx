'use client'

import { Checkbox } from '../../ui/checkbox'
import { Field } from '../../ui/field'
import { Input } from '../../ui/input'
import { Panel } from '../../ui/panel'
import { Select } from '../../ui/select'
import { NextRuns } from './next-runs'
import type { CheckedText, Policy } from './queries'

/** What of a policy is no rule. */
export interface Settings {
  readonly name: string
  readonly registry: string
  readonly path: string
  readonly reason: string
  readonly cron: string
  readonly timeZone: string
  readonly isPaused: boolean
  readonly removesUntagged: boolean
}

export function settingsOf(policy: Policy | undefined, registries: readonly string[]): Settings {
  return {
    name: policy?.name ?? '',
    registry: policy?.registry ?? registries[0] ?? '',
    path: policy?.path ?? '',
    reason: policy?.reason ?? '',
    cron: policy?.cron ?? '',
    timeZone: policy?.timeZone ?? 'UTC',
    isPaused: policy?.isPaused ?? false,
    removesUntagged: policy?.removesUntagged ?? false,
  }
}

interface SettingsFieldsProps {
  settings: Settings
  registries: readonly string[]
  isNew: boolean
  schedule: CheckedText['schedule']
  onChange: (settings: Settings) => void
}

/** Name, place, reason and schedule of a policy. */
export function SettingsFields({ settings, registries, isNew, schedule, onChange }: SettingsFieldsProps) {
  const set = (change: Partial<Settings>) => onChange({ ...settings, ...change })
  return (
    <Panel className="grid gap-4 p-4 sm:grid-cols-2">
      <Field label="Name">
        <Input
          value={settings.name}
          maxLength={100}
          required
          onChange={({ target }) => set({ name: target.value })}
        />
      </Field>
      <Field label="Why" hint="Shown with every run and in the audit log.">
        <Input value={settings.reason} required onChange={({ target }) => set({ reason: target.value })} />
      </Field>
      {isNew && (
        <>
          <Field label="Registry">
            <Select value={settings.registry} onChange={({ target }) => set({ registry: target.value })}>
              {registries.map((registry) => (
                <option key={registry}>{registry}</option>
              ))}
            </Select>
          </Field>
          <Field label="Namespace or repository" hint="Empty is the whole registry." isOptional>
            <Input
              value={settings.path}
              placeholder="team-a"
              onChange={({ target }) => set({ path: target.value })}
            />
          </Field>
        </>
      )}
      <Field
        label="Schedule"
        hint="Cron: minute, hour, day, month, weekday. Empty runs only when asked."
        error={schedule?.message ?? undefined}
        isOptional
      >
        <Input
          className="font-mono"
          value={settings.cron}
          placeholder="0 3 * * 0"
          onChange={({ target }) => set({ cron: target.value })}
        />
      </Field>
      <Field label="Time zone" hint="Such as Europe/Madrid.">
        <Input
          value={settings.timeZone}
          required
          onChange={({ target }) => set({ timeZone: target.value })}
        />
      </Field>
      {schedule && schedule.next.length > 0 && (
        <div className="sm:col-span-2">
          <NextRuns runs={schedule.next} timeZone={settings.timeZone} />
        </div>
      )}
      <Checkbox
        label="Paused"
        hint="Keeps the schedule and fires nothing."
        checked={settings.isPaused}
        onChange={({ target }) => set({ isPaused: target.checked })}
      />
      <Checkbox
        label="Also delete what the run leaves without a tag"
        hint="Only what no tag, index, referrer or golden version needs."
        checked={settings.removesUntagged}
        onChange={({ target }) => set({ removesUntagged: target.checked })}
      />
    </Panel>
  )
}
