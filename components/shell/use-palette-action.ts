'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { registryQueries } from '@/components/settings/queries'
import { toast } from '@/components/ui/toast'
import { api } from '@/lib/api/client/api'
import { problemOf } from '@/lib/api/client/problem-error'
import { useOverlays } from './overlay-context'
import type { PaletteAction } from './palette-items'
import { useTheme } from './use-theme'

/** Does what was chosen in the palette. */
export function usePaletteAction(): (action: PaletteAction) => void {
  const { open } = useOverlays()
  const [, setTheme] = useTheme()
  const client = useQueryClient()
  const sync = useMutation({
    mutationFn: (registry: string) => api('syncRegistry', { params: { registry } }),
    onSuccess: (_, registry) => toast.success(`Sync of ${registry} started`),
    onError: (error, registry) =>
      toast.failure(`${registry} could not be synced`, { description: problemOf(error).detail }),
    onSettled: () => client.invalidateQueries({ queryKey: registryQueries.list().queryKey }),
  })

  return (action) => {
    if (action.kind === 'sync') sync.mutate(action.registry)
    if (action.kind === 'theme') setTheme(action.theme)
    // The palette closes first; the help opens over the page it leaves.
    if (action.kind === 'help') setTimeout(() => open('help'))
  }
}
