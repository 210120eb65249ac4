'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { SETTINGS_REGISTRIES } from '@/components/shell/addresses'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Panel } from '@/components/ui/panel'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { toast } from '@/components/ui/toast'
import { useGo } from '@/components/ui/use-go'
import { api } from '@/lib/api/client/api'
import { type Registry, registryQueries } from './queries'

/** Disconnecting, with everything named that goes and everything that stays. */
export function RemovePanel({ registry }: { registry: Registry }) {
  const [isAsking, setAsking] = useState(false)
  const remove = useRemoveRegistry(registry.name)
  const { repositories, tags } = registry.counts

  return (
    <Panel className="flex flex-wrap items-center justify-between gap-4 p-4 sm:p-5">
      <div className="max-w-xl">
        <h2 className="font-semibold">Remove this registry</h2>
        <p className="text-xs text-muted">
          Assay forgets what it indexed and the stored credentials. The registry itself, its images and
          everybody who pulls from it are not touched.
        </p>
      </div>
      <Button variant="danger-quiet" onClick={() => setAsking(true)}>
        Remove registry…
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={`Remove ${registry.name}?`}
        typedText={registry.name}
        actionLabel="Remove registry"
        isPending={remove.isPending}
        error={remove.error && <ProblemNotice error={remove.error} />}
        onConfirm={() => remove.mutate()}
      >
        <p>
          The index of {repositories.toLocaleString('en')} repositories and {tags.toLocaleString('en')} tags
          goes, and the stored credentials with it. There is no undo; connecting it again indexes it anew.
        </p>
        <p>Nothing in the registry is deleted.</p>
      </ConfirmDialog>
    </Panel>
  )
}

function useRemoveRegistry(name: string) {
  const client = useQueryClient()
  const go = useGo()
  return useMutation({
    mutationFn: () => api('deleteRegistry', { params: { registry: name }, query: { confirm: name } }),
    onSuccess: () => {
      toast.success(`${name} removed`)
      go(SETTINGS_REGISTRIES)
      void client.invalidateQueries({ queryKey: registryQueries.list().queryKey })
      client.removeQueries({ queryKey: ['registries', name] })
    },
  })
}
