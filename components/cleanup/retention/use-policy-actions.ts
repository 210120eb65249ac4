'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client/api'
import { CLEANUP_POLICIES, policyRunHref } from '../../shell/addresses'
import { useGo } from '../../ui/use-go'
import { type Policy, retentionQueries } from './queries'

/** What one can do with a policy. Whoever calls shows why it failed. */
export function usePolicyActions(policy: Pick<Policy, 'id' | 'version'>) {
  const client = useQueryClient()
  const go = useGo()
  const params = { policy: policy.id }
  const refresh = () => client.invalidateQueries({ queryKey: retentionQueries.all })
  const simulate = useMutation({
    mutationFn: () => api('simulateRetention', { params }),
    onSuccess: (run) => {
      void refresh()
      go(policyRunHref(policy.id, run.id))
    },
  })
  const run = useMutation({
    mutationFn: () => api('runRetention', { params }),
    onSuccess: (started) => {
      void refresh()
      go(policyRunHref(policy.id, started.id))
    },
  })
  const review = useMutation({
    mutationFn: (runId: string) => api('reviewRetention', { params: { ...params, run: runId } }),
    onSuccess: refresh,
  })
  const pause = useMutation({
    mutationFn: (isPaused: boolean) =>
      api('updateRetentionPolicy', { params, body: { ifVersion: policy.version, isPaused } }),
    onSuccess: refresh,
  })
  const remove = useMutation({
    mutationFn: () => api('deleteRetentionPolicy', { params }),
    onSuccess: () => {
      go(CLEANUP_POLICIES)
      void refresh()
    },
  })
  return { simulate, run, review, pause, remove }
}
