'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client/api'
import { problemOf } from '@/lib/api/client/problem-error'
import { jobHref } from '../shell/addresses'
import { toast } from '../ui/toast'
import { useGo } from '../ui/use-go'
import { cleanupQueries, type TrashItem } from './queries'

/** Everything that shows what is in the trash and which tags there are. */
function useRefresh() {
  const client = useQueryClient()
  return () =>
    Promise.all(
      [cleanupQueries.trash, ['registries']].map((queryKey) => client.invalidateQueries({ queryKey })),
    )
}

export interface RestoreWish {
  readonly item: string
  /** Another name than it had. */
  readonly tag?: string | undefined
  /** What the tag names now, to be overwritten. */
  readonly replaces?: string | undefined
}

/** Puts one thing back. Whoever calls shows why it failed. */
export function useRestore(onDone?: () => void) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ item, tag, replaces }: RestoreWish) =>
      api('restoreTrash', {
        params: { item },
        body: tag === undefined ? {} : { tag },
        ifMatch: replaces,
      }),
    onSuccess: ({ repository, tag, digest }) => {
      toast.success(tag === null ? 'The manifest is back' : `${tag} is back`, {
        description: `${repository} ${digest}`,
      })
      onDone?.()
    },
    onSettled: refresh,
  })
}

/** Puts several back by a job: what was chosen, or all that a deletion took. */
export function useRestoreMany(onDone?: () => void) {
  const refresh = useRefresh()
  const go = useGo()
  return useMutation({
    mutationFn: (body: { items: string[] } | { job: string }) => api('restoreMany', { body }),
    onSuccess: ({ jobId, total }) => {
      if (total === 0) toast.info('There is nothing to restore yet')
      else {
        toast.success(total === 1 ? 'Restoring one tag' : `Restoring ${total.toLocaleString('en')} tags`, {
          action: { label: 'Show', onClick: () => go(jobHref(jobId)) },
        })
      }
      onDone?.()
    },
    onError: (error) => toast.failure('Nothing was restored', { description: problemOf(error).detail }),
    onSettled: refresh,
  })
}

/** Asks the registry whether something can still be restored. */
export function useCheckTrash() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (item: TrashItem) => api('checkTrash', { params: { item: item.id } }),
    onSuccess: ({ state }) => {
      if (state === 'blobs-gone') {
        toast.failure('It cannot be restored any more', {
          description: 'The registry no longer holds its layers.',
        })
      } else toast.success('It can still be restored')
    },
    onError: (error) => toast.failure('It could not be checked', { description: problemOf(error).detail }),
    onSettled: refresh,
  })
}

/** Takes something out of the trash for good. */
export function usePurge(onDone: () => void) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (item: TrashItem) => api('purgeTrash', { params: { item: item.id } }),
    onSuccess: () => {
      toast.success('Gone for good')
      onDone()
    },
    onSettled: refresh,
  })
}
