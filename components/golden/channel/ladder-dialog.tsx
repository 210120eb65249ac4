'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ArrowUp, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/lib/api/client/api'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { Field } from '../../ui/field'
import { IconButton } from '../../ui/icon-button'
import { Input } from '../../ui/input'
import { toast } from '../../ui/toast'
import type { Channel } from '../after-queries'
import { goldenQueries } from '../queries'
import { ReasonDialog } from '../reason-dialog'
import { addStep, isLadder, raise, type Step, stepOf } from './ladder'

interface LadderDialogProps {
  line: string
  channels: readonly Channel[]
  onClose: () => void
}

/** Sets the channels of a line, from the first to the last. */
export function LadderDialog({ line, channels, onClose }: LadderDialogProps) {
  const [steps, setSteps] = useState<readonly Step[]>(() => channels.map(stepOf))
  const save = useSaveLadder(line, onClose)
  const put = (at: number, part: Partial<Step>) =>
    setSteps(steps.map((step, index) => (index === at ? { ...step, ...part } : step)))
  return (
    <ReasonDialog
      title="Channels"
      description="From the first to the last. A channel that keeps its name keeps its version."
      actionLabel="Save channels"
      isReady={isLadder(steps)}
      isPending={save.isPending}
      error={save.error}
      onConfirm={(reason) => save.mutate({ steps, reason })}
      onClose={onClose}
    >
      <ol className="flex flex-col gap-3">
        {steps.map((step, at) => (
          <li key={step.id} className="flex flex-col gap-3 rounded-md border border-line p-3">
            <div className="flex items-end gap-2">
              <Field label={`Channel ${at + 1}`} className="flex-1">
                <Input
                  value={step.name}
                  maxLength={32}
                  spellCheck={false}
                  onChange={({ target }) => put(at, { name: target.value })}
                />
              </Field>
              <IconButton
                label={`Move ${step.name} up`}
                disabled={at === 0}
                onClick={() => setSteps(raise(steps, at))}
              >
                <ArrowUp />
              </IconButton>
              <IconButton
                label={`Remove ${step.name}`}
                onClick={() => setSteps(steps.filter((_, index) => index !== at))}
              >
                <X />
              </IconButton>
            </div>
            <StepFields step={step} onChange={(part) => put(at, part)} />
          </li>
        ))}
      </ol>
      <Button
        icon={<Plus className="size-4" />}
        className="self-start"
        onClick={() => setSteps(addStep(steps))}
      >
        Add channel
      </Button>
    </ReasonDialog>
  )
}

function StepFields({ step, onChange }: { step: Step; onChange: (part: Partial<Step>) => void }) {
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Tag" hint="That follows it; empty for none." isOptional>
          <Input
            value={step.tag}
            spellCheck={false}
            onChange={({ target }) => onChange({ tag: target.value })}
          />
        </Field>
        <Field label="Repository" hint="Of the tag, if another." isOptional>
          <Input
            value={step.repository}
            spellCheck={false}
            onChange={({ target }) => onChange({ repository: target.value })}
          />
        </Field>
        <Field label="Soak, hours" hint="In the channel before.">
          <Input
            type="number"
            min={0}
            max={8760}
            value={step.soakHours}
            onChange={({ target }) => onChange({ soakHours: Math.max(0, Math.trunc(Number(target.value))) })}
          />
        </Field>
        <Field label="People" hint="Who promote the same.">
          <Input
            type="number"
            min={1}
            max={10}
            value={step.approvalsMin}
            onChange={({ target }) =>
              onChange({ approvalsMin: Math.min(10, Math.max(1, Math.trunc(Number(target.value)))) })
            }
          />
        </Field>
      </div>
      <Checkbox
        label="Production"
        hint="Promoting takes an approver."
        checked={step.isProduction}
        onChange={({ target }) => onChange({ isProduction: target.checked })}
      />
    </>
  )
}

function useSaveLadder(line: string, onDone: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ steps, reason }: { steps: readonly Step[]; reason: string }) =>
      api('putChannels', {
        params: { line },
        body: {
          reason,
          channels: steps.map(({ id: _, tag, repository, ...step }) => ({
            ...step,
            tag: tag.trim() === '' ? null : tag.trim(),
            repository: repository.trim() === '' ? null : repository.trim(),
          })),
        },
      }),
    onSuccess: () => {
      toast.success('The channels are set')
      onDone()
    },
    onSettled: () => client.invalidateQueries({ queryKey: goldenQueries.all }),
  })
}
