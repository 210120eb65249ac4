'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { GatedButton } from '@/components/ui/gated-button'
import { Notice } from '@/components/ui/notice'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { toast } from '@/components/ui/toast'
import { api } from '@/lib/api/client/api'
import { KeyLine } from './key-line'
import { type DockerSignIn, dockerSignInQueries, type SigningKey } from './queries'

/** The keys of the whole installation, and the change from one to the next in three steps. */
export function KeysPanel({ signIn }: { signIn: DockerSignIn }) {
  const next = signIn.keys.find(({ state }) => state === 'next')
  const shown = signIn.keys.filter(({ state }) => state !== 'next')
  const { create } = useKeyActions()
  return (
    <Panel>
      <PanelHeader
        title="Signing keys"
        description="One for all registries. P-256, made here, its private half sealed and never shown."
        actions={
          !next && (
            <GatedButton can={signIn.can.rotate} isPending={create.isPending} onClick={() => create.mutate()}>
              Prepare a new key
            </GatedButton>
          )
        }
      />
      <ProblemNotice error={create.error} className="p-4 pb-0" />
      {next && <NextKey signingKey={next} signIn={signIn} />}
      <ul className="divide-y divide-line">
        {shown.map((key) => (
          <li key={key.kid}>
            <KeyLine signingKey={key} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function NextKey({ signingKey, signIn }: { signingKey: SigningKey; signIn: DockerSignIn }) {
  const [isAsking, setAsking] = useState(false)
  const { activate, discard } = useKeyActions()
  return (
    <div className="border-b border-line">
      <KeyLine signingKey={signingKey} />
      <Notice title="A new key waits" className="mx-4 mb-4">
        <ol className="mt-1 flex list-decimal flex-col gap-1 pl-4">
          <li>Fetch the certificates or the JWKS anew on every registry: they hold both keys now.</li>
          <li>Restart every registry. Nothing changes for anybody yet.</li>
          <li>Activate the new key here. The old one signs no more.</li>
        </ol>
        <div className="mt-3 flex flex-wrap gap-2">
          <GatedButton can={signIn.can.rotate} variant="primary" onClick={() => setAsking(true)}>
            Activate…
          </GatedButton>
          <GatedButton
            can={signIn.can.rotate}
            isPending={discard.isPending}
            onClick={() => discard.mutate(signingKey.kid)}
          >
            Discard
          </GatedButton>
        </div>
        <ProblemNotice error={discard.error} className="mt-3" />
      </Notice>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title="Sign with the new key from now on?"
        tone="primary"
        actionLabel="Every registry knows it, activate"
        isPending={activate.isPending}
        error={activate.error && <ProblemNotice error={activate.error} />}
        onConfirm={() => activate.mutate(signingKey.kid, { onSuccess: () => setAsking(false) })}
      >
        <p>
          A registry that was not given the new file, or was not restarted since, refuses everybody from this
          moment. There is no way back to the old key.
        </p>
      </ConfirmDialog>
    </div>
  )
}

function useKeyActions() {
  const client = useQueryClient()
  const onSettled = () => client.invalidateQueries({ queryKey: dockerSignInQueries.all() })
  const create = useMutation({ mutationFn: () => api('createSigningKey', {}), onSettled })
  const activate = useMutation({
    mutationFn: (key: string) => api('activateSigningKey', { params: { key } }),
    onSuccess: () => toast.success('The new key signs'),
    onSettled,
  })
  const discard = useMutation({
    mutationFn: (key: string) => api('discardSigningKey', { params: { key } }),
    onSuccess: () => toast.success('The new key was thrown away'),
    onSettled,
  })
  return { create, activate, discard }
}
