'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { CopyField } from '@/components/ui/copy-field'
import { GatedButton } from '@/components/ui/gated-button'
import { Notice } from '@/components/ui/notice'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { RelativeTime } from '@/components/ui/relative-time'
import { toast } from '@/components/ui/toast'
import { useNow } from '@/components/ui/use-now'
import { api } from '@/lib/api/client/api'
import { problemOf } from '@/lib/api/client/problem-error'
import { type Notifications, notificationQueries } from './queries'
import { SecretDialog } from './secret-dialog'

/** The secret a registry signs its events with: made here, shown once, replaced without losing an event. */
export function SecretPanel({ state }: { state: Notifications }) {
  const [isOpen, setOpen] = useState(false)
  const { secret, can, registry } = state
  return (
    <Panel aria-label="Secret">
      <PanelHeader
        title="Secret"
        description={
          secret === null ? (
            'The registry sends it with each event. None was created yet.'
          ) : (
            <>
              Created <RelativeTime at={secret.madeAt} />. Assay keeps a fingerprint of it, not the secret.
            </>
          )
        }
        actions={
          <GatedButton
            can={can.manage}
            variant={secret === null ? 'primary' : 'secondary'}
            icon={<KeyRound className="size-3.5" />}
            onClick={() => setOpen(true)}
          >
            {secret === null ? 'Create secret' : 'Replace secret'}
          </GatedButton>
        }
      />
      <div className="flex flex-col gap-3 p-4">
        <div className="flex flex-col gap-1">
          <p className="text-xs text-muted">Where the registry sends its events</p>
          <CopyField text={state.url} what="address for events" />
        </div>
        <Previous state={state} />
      </div>
      <SecretDialog
        registry={registry}
        url={state.url}
        isFirst={secret === null}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      />
    </Panel>
  )
}

function Previous({ state }: { state: Notifications }) {
  const { registry, secret, can } = state
  const now = useNow(true)
  const client = useQueryClient()
  const end = useMutation({
    mutationFn: () => api('endHookSecret', { params: { registry } }),
    onSuccess: () => toast.success('The previous secret no longer works'),
    onError: (error) =>
      toast.failure('The previous secret still works', { description: problemOf(error).detail }),
    onSettled: () => client.invalidateQueries({ queryKey: notificationQueries.state(registry).queryKey }),
  })
  const until = secret?.previousUntil ?? null
  if (until === null || until <= now) return null
  return (
    <Notice
      tone="info"
      title="Two secrets work"
      actions={
        <GatedButton can={can.manage} size="sm" isPending={end.isPending} onClick={() => end.mutate()}>
          End the previous one now
        </GatedButton>
      }
    >
      The previous one holds until it ends <RelativeTime at={until} />. A registry that still sends it then is
      refused, and its events wait in its memory.
    </Notice>
  )
}
