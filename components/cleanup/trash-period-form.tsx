'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, type Output } from '@/lib/api/client/api'
import { Field } from '../ui/field'
import { GatedButton } from '../ui/gated-button'
import { Input } from '../ui/input'
import { Panel, PanelHeader } from '../ui/panel'
import { ProblemNotice } from '../ui/problem-notice'
import { toast } from '../ui/toast'

interface TrashPeriodFormProps {
  registry: string
  period: Output<'getTrashPeriod'>
}

const DAYS_MAX = 365

/** How long what is deleted from a registry can be restored. */
export function TrashPeriodForm({ registry, period }: TrashPeriodFormProps) {
  const [text, setText] = useState(String(period.days))
  const days = /^\d{1,3}$/.test(text) ? Number(text) : null
  const isValid = days !== null && days <= DAYS_MAX
  const save = useMutation({
    mutationFn: (wanted: number) =>
      api('updateTrashPeriod', { params: { registry }, body: { days: wanted } }),
    onSuccess: ({ days: kept }) =>
      toast.success(kept === 0 ? 'Nothing is kept from now on' : `Kept for ${kept} days from now on`),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (days !== null && isValid && period.can.change.allowed) save.mutate(days)
  }
  return (
    <Panel>
      <PanelHeader
        title="Trash"
        description="The manifests of deleted tags are kept, so that they can be restored."
      />
      <form onSubmit={submit} className="flex flex-col gap-3 p-4">
        <Field
          label="Days"
          hint="0 keeps nothing. What is in the trash already stays as long as it was told to. Layers are kept by the registry until its garbage collection: run that less often than this."
          error={isValid ? undefined : `A whole number from 0 to ${DAYS_MAX}.`}
        >
          <Input
            inputMode="numeric"
            className="max-w-24"
            value={text}
            readOnly={!period.can.change.allowed}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <ProblemNotice error={save.error} />
        <div>
          <GatedButton
            type="submit"
            variant="primary"
            can={period.can.change}
            disabled={!isValid}
            isPending={save.isPending}
          >
            Save
          </GatedButton>
        </div>
      </form>
    </Panel>
  )
}
