'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { api } from '@/lib/api/client/api'
import { fromRepositorySlug } from '@/lib/oci/slug'
import { Button } from '../ui/button'
import { Checkbox } from '../ui/checkbox'
import { DialogWindow } from '../ui/dialog-window'
import { FailedState } from '../ui/failed-state'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { ProblemNotice } from '../ui/problem-notice'
import { Skeleton } from '../ui/skeleton'
import { PlanView } from './plan-view'
import { deleteLabel, isPossible } from './plan-words'
import { cleanupQueries, type DeletionPlan, type DeletionTarget } from './queries'
import { useDelete } from './use-delete'

const COMPARING_MS = 2_500

interface DeletionDialogProps {
  target: DeletionTarget
  onClose: () => void
  onStarted?: (plan: DeletionPlan) => void
}

/** Shows everything that deleting would do, asks for what has to be typed, and starts it. */
export function DeletionDialog({ target, onClose, onStarted }: DeletionDialogProps) {
  const [removeUntagged, setRemoveUntagged] = useState(false)
  const plan = useQuery(cleanupQueries.plan(target, removeUntagged))
  const repository = fromRepositorySlug(target.repository)
  return (
    <DialogWindow
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="lg"
      title={titleOf(target)}
      description={<span className="wrap-anywhere">in {repository}</span>}
    >
      {plan.isPending && <Skeleton className="mb-4 h-56" />}
      {plan.isError && <FailedState title="The plan could not be made" query={plan} />}
      {plan.data && (
        <PlanForm
          {...{ target, removeUntagged, onClose }}
          plan={plan.data}
          isFetching={plan.isFetching}
          onLookAgain={() => void plan.refetch()}
          onRemoveUntagged={setRemoveUntagged}
          onStarted={(started) => {
            onClose()
            onStarted?.(started)
          }}
        />
      )}
    </DialogWindow>
  )
}

interface PlanFormProps {
  target: DeletionTarget
  plan: DeletionPlan
  isFetching: boolean
  removeUntagged: boolean
  onRemoveUntagged: (isWanted: boolean) => void
  onLookAgain: () => void
  onClose: () => void
  onStarted: (plan: DeletionPlan) => void
}

function PlanForm(props: PlanFormProps) {
  const { target, plan, isFetching, removeUntagged, onRemoveUntagged, onLookAgain, onClose, onStarted } =
    props
  const [typed, setTyped] = useState('')
  const [reason, setReason] = useState('')
  const form = useId()
  const start = useDelete(onStarted)
  const compare = useCompare(target, onLookAgain)
  const { confirmation } = plan
  const isTyped = confirmation.kind === 'none' || typed.trim() === confirmation.value
  const isReady = isPossible(plan) && isTyped && !isFetching
  const isOffered = plan.untagged.count > 0

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady && !start.isPending) {
      start.mutate({ target, plan, removeUntagged, typed: typed.trim(), reason: reason.trim() })
    }
  }
  return (
    <form id={form} onSubmit={submit} className="flex flex-col gap-3 pb-3">
      <PlanView
        plan={plan}
        onLookAgain={
          <Button size="sm" isPending={compare.isPending || isFetching} onClick={() => compare.mutate()}>
            Look again
          </Button>
        }
      />
      {isOffered && (
        <Checkbox
          label="Also remove what becomes untagged"
          hint="Deletes those manifests by digest, where no tag, index, referrer or golden version needs them."
          checked={removeUntagged}
          onChange={(event) => onRemoveUntagged(event.target.checked)}
        />
      )}
      {isPossible(plan) && (
        <>
          <Field label="Reason" isOptional hint="Kept in the audit log and shown in the trash.">
            <Input value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
          </Field>
          {confirmation.kind !== 'none' && (
            <Field
              label={`Type ${confirmation.value} to confirm`}
              hint={confirmation.kind === 'count' ? 'The number of tags.' : 'The name of the repository.'}
            >
              <Input
                value={typed}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setTyped(event.target.value)}
              />
            </Field>
          )}
        </>
      )}
      <ProblemNotice error={start.error ?? compare.error} />
      <footer className="flex justify-end gap-2 pt-1">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="danger" disabled={!isReady} isPending={start.isPending}>
          {deleteLabel(plan)}
        </Button>
      </footer>
    </form>
  )
}

/** Has the repository compared with the registry, then plans again. */
function useCompare({ registry, repository }: DeletionTarget, onDone: () => void) {
  return useMutation({
    mutationFn: async () => {
      await api('syncRepository', { params: { registry, repository } })
      await new Promise((resolve) => setTimeout(resolve, COMPARING_MS))
    },
    onSuccess: onDone,
  })
}

function titleOf({ body }: DeletionTarget): string {
  const { tags, filter } = body
  if (filter !== undefined) return 'Delete every tag that matches'
  if (tags === undefined) return 'Delete all tags of this repository'
  const [only] = tags
  return tags.length === 1 && only ? `Delete ${only.tag}` : `Delete ${tags.length.toLocaleString('en')} tags`
}
