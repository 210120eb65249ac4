'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from '@/components/ui/toast'
import { api } from '@/lib/api/client/api'
import { problemOf } from '@/lib/api/client/problem-error'
import { registryQueries } from './queries'

/** Starting a sync and probing, from wherever a registry is shown. Both renew the list afterwards. */
export function useRegistryActions(registry: string) {
  const client = useQueryClient()
  const refresh = () => {
    void client.invalidateQueries({ queryKey: registryQueries.list().queryKey })
    void client.invalidateQueries({ queryKey: ['registries', registry] })
    void client.invalidateQueries({ queryKey: ['jobs', 'list'] })
  }

  const sync = useMutation({
    mutationFn: () => api('syncRegistry', { params: { registry } }),
    onSuccess: () => toast.success(`Sync of ${registry} started`),
    onError: (error) =>
      toast.failure(`${registry} could not be synced`, { description: problemOf(error).detail }),
    onSettled: refresh,
  })
  const probe = useMutation({
    mutationFn: () => api('probeRegistry', { params: { registry } }),
    onSuccess: () => toast.success(`${registry} answered`),
    onError: (error) => toast.failure(`${registry} did not answer`, { description: problemOf(error).detail }),
    onSettled: refresh,
  })
  return { sync, probe }
}
