'use client'

import { useQueryClient } from '@tanstack/react-query'
import { CircleCheck, CircleMinus, Stethoscope } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { ConfirmDialog, type ConfirmDialogProps } from '@/components/ui/confirm-dialog'
import { GatedButton } from '@/components/ui/gated-button'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { toast } from '@/components/ui/toast'
import { useRegistryActions } from '../use-registry-actions'
import { type DockerSignIn, dockerSignInQueries } from './queries'
import { useUpdateSignIn } from './use-update-sign-in'
import { WhomItAsks } from './whom-it-asks'

/** Whether it is on, and whether the registry knows. */
export function StatePanel({ signIn }: { signIn: DockerSignIn }) {
  const [isAsking, setAsking] = useState(false)
  const update = useUpdateSignIn(signIn.registry)
  const { probe } = useRegistryActions(signIn.registry)
  const client = useQueryClient()
  const refresh = () =>
    client.invalidateQueries({ queryKey: dockerSignInQueries.of(signIn.registry).queryKey })
  const turn = (isEnabled: boolean) =>
    update.mutate(
      { isEnabled },
      {
        onSuccess: () => {
          setAsking(false)
          toast.success(`Docker sign-in is ${isEnabled ? 'on' : 'off'}`)
        },
      },
    )

  return (
    <Panel>
      <PanelHeader
        title={
          <span className="flex items-center gap-2">
            Docker sign-in
            {signIn.isEnabled ? (
              <Badge tone="ok" icon={<CircleCheck aria-hidden="true" />}>
                On
              </Badge>
            ) : (
              <Badge icon={<CircleMinus aria-hidden="true" />}>Off</Badge>
            )}
          </span>
        }
        description="docker login, pull and push obey the grants given in Assay."
        actions={
          <>
            {signIn.isEnabled && (
              <GatedButton
                can={signIn.can.manage}
                icon={<Stethoscope className="size-3.5" />}
                isPending={probe.isPending}
                onClick={() => probe.mutate(undefined, { onSettled: refresh })}
              >
                Probe again
              </GatedButton>
            )}
            <GatedButton
              can={signIn.can.manage}
              variant={signIn.isEnabled ? 'secondary' : 'primary'}
              isPending={update.isPending && !isAsking}
              onClick={() => (signIn.isEnabled ? setAsking(true) : turn(true))}
            >
              {signIn.isEnabled ? 'Turn off…' : 'Turn on'}
            </GatedButton>
          </>
        }
      />
      <div className="flex flex-col gap-3 p-4">
        {update.error && !isAsking && <ProblemNotice error={update.error} />}
        {signIn.isEnabled ? <WhomItAsks signIn={signIn} /> : <WhatItIs />}
      </div>
      <TurnOffDialog
        registry={signIn.registry}
        isOpen={isAsking}
        onOpenChange={setAsking}
        isPending={update.isPending}
        error={update.error}
        onConfirm={() => turn(false)}
      />
    </Panel>
  )
}

function WhatItIs() {
  return (
    <p className="max-w-2xl text-muted">
      Assay can be the token service of this registry: it signs short-lived tokens that say who may pull and
      push what. Turning it on changes nothing for the registry until its own configuration names Assay, which
      is written out here once it is on.
    </p>
  )
}

interface TurnOffDialogProps
  extends Pick<ConfirmDialogProps, 'isOpen' | 'onOpenChange' | 'isPending' | 'onConfirm'> {
  registry: string
  error: unknown
}

function TurnOffDialog({ registry, error, ...rest }: TurnOffDialogProps) {
  return (
    <ConfirmDialog
      {...rest}
      title={`Turn Docker sign-in off for ${registry}?`}
      actionLabel="Turn off"
      error={error ? <ProblemNotice error={error} /> : null}
    >
      <p>
        No more tokens are given out. As long as the registry asks Assay for them, nobody can pull or push
        within two minutes, and Assay itself cannot read it either.
      </p>
      <p>Take the token part out of the registry’s configuration first.</p>
    </ConfirmDialog>
  )
}
