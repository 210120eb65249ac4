'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Output } from '@/lib/api/client/api'
import { catalogQueries } from '../catalog/queries'
import { jobHref } from '../shell/addresses'
import { toast } from '../ui/toast'
import { useGo } from '../ui/use-go'
import { cleanupQueries, type DeletionPlan, type DeletionTarget } from './queries'

const LOOK_EVERY_MS = 1_000
const LOOKS_MAX = 1_800

export interface DeletionWish {
  readonly target: DeletionTarget
  readonly plan: DeletionPlan
  readonly removeUntagged: boolean
  readonly typed: string
  readonly reason: string
}

/** Starts a deletion once, however often it is tried, says where it can be watched, and offers the undo at its end. */
export function useDelete(onStarted: (plan: DeletionPlan) => void) {
  const client = useQueryClient()
  const go = useGo()
  const [idempotencyKey] = useState(() => crypto.randomUUID())
  const refresh = (target: DeletionTarget) =>
    Promise.all(
      [cleanupQueries.trash, catalogQueries.repositoryKey(target), ['jobs', 'list']].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    )
  return useMutation({
    mutationFn: ({ target: { registry, repository, body }, plan, ...wish }: DeletionWish) =>
      api('createDeletion', {
        params: { registry, repository },
        body: {
          ...body,
          removeUntagged: wish.removeUntagged,
          ...(plan.confirmation.kind !== 'none' && { confirm: wish.typed }),
          ...(wish.reason !== '' && { reason: wish.reason }),
        },
        idempotencyKey,
      }),
    onSuccess: ({ jobId, total }, { target, plan }) => {
      onStarted(plan)
      if (jobId === '') {
        toast.info('There was nothing to delete')
        return
      }
      toast.info(total === 1 ? 'Deleting one tag' : `Deleting ${total.toLocaleString('en')} tags`, {
        action: { label: 'Show job', onClick: () => go(jobHref(jobId)) },
      })
      void untilEnded(jobId).then((job) => {
        void refresh(target)
        if (job !== undefined)
          tellEnd(
            job,
            () => undo(jobId, () => refresh(target)),
            () => go(jobHref(jobId)),
          )
      })
    },
  })
}

type Job = Output<'getJob'>

/** Looks at a job until it has ended; undefined when it takes too long to wait for, or cannot be read. */
async function untilEnded(job: string): Promise<Job | undefined> {
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    const state = await api('getJob', { params: { job } }).catch(() => undefined)
    if (state === undefined) return undefined
    if (state.finishedAt !== null) return state
  }
  return undefined
}

function tellEnd(job: Job, onUndo: () => void, onShow: () => void): void {
  if (job.status === 'succeeded') {
    toast.success(job.done === 1 ? 'Deleted' : `${job.done.toLocaleString('en')} deleted`, {
      description: 'They are in the trash.',
      action: { label: 'Undo', onClick: onUndo },
    })
    return
  }
  toast.failure(job.status === 'cancelled' ? 'The deletion was cancelled' : 'Not everything was deleted', {
    description: job.problem?.message ?? `${job.failed.toLocaleString('en')} could not be deleted.`,
    action: { label: 'Show job', onClick: onShow },
  })
}

function undo(job: string, refresh: () => Promise<unknown>): void {
  api('restoreMany', { body: { job } }).then(
    ({ jobId, total }) => {
      toast.info(total === 1 ? 'Restoring one tag' : `Restoring ${total.toLocaleString('en')} tags`)
      void untilEnded(jobId).then(() => refresh())
    },
    () => toast.failure('It could not be undone', { description: 'The trash says what can be restored.' }),
  )
}
