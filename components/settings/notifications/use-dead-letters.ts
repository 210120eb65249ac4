'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from '@/components/ui/toast'
import { api } from '@/lib/api/client/api'
import { problemOf } from '@/lib/api/client/problem-error'
import { notificationQueries } from './queries'

/** What can be done with what was not understood. */
export function useDeadLetters(registry: string) {
  const client = useQueryClient()
  const onSettled = () => client.invalidateQueries({ queryKey: notificationQueries.state(registry).queryKey })
  const onError = (error: unknown) =>
    toast.failure('It did not work', { description: problemOf(error).detail })

  const discard = useMutation({
    mutationFn: (letter: string) => api('discardDeadLetter', { params: { registry, letter } }),
    onError,
    onSettled,
  })
  const discardAll = useMutation({
    mutationFn: () => api('discardAllDeadLetters', { params: { registry } }),
    onError,
    onSettled,
  })
  const retry = useMutation({
    mutationFn: (letter: string) => api('retryDeadLetter', { params: { registry, letter } }),
    onSuccess: ({ outcome, message }) => {
      if (outcome === 'read') toast.success('It was read and is dealt with like any other event')
      else toast.failure('It still cannot be read', { description: message ?? '' })
    },
    onError,
    onSettled,
  })
  return { discard, discardAll, retry }
}
