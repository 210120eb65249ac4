'use client'

import { CircleCheck, CircleMinus, Stethoscope } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { GatedButton } from '@/components/ui/gated-button'
import { Notice } from '@/components/ui/notice'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { toast } from '@/components/ui/toast'
import { useRegistryActions } from '../use-registry-actions'
import type { DockerSignIn } from './queries'
import { useUpdateSignIn } from './use-update-sign-in'

/** Whether it is on, and whether the registry knows. */
export function StatePanel({ signIn }: { signIn: DockerSignIn }) {
  const [isAsking, setAsking] = useState(false)
  const update = useUpdateSignIn(signIn.registry)
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
          <GatedButton
            can={signIn.can.manage}
            variant={signIn.isEnabled ? 'secondary' : 'primary'}
            isPending={update.isPending && !isAsking}
            onClick={() => (signIn.isEnabled ? setAsking(true) : turn(true))}
          >
            {signIn.isEnabled ? 'Turn off…' : 'Turn on'}
          </GatedButton>
        }
      />
      <div className="flex flex-col gap-3 p-4">
        {update.error && !isAsking && <ProblemNotice error={update.error} />}
        {signIn.isEnabled ? <WhomItAsks signIn={signIn} /> : <WhatItIs />}
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={`Turn Docker sign-in off for ${signIn.registry}?`}
        actionLabel="Turn off"
        isPending={update.isPending}
        error={update.error && <ProblemNotice error={update.error} />}
        onConfirm={() => turn(false)}
      >
        <p>
          No more tokens are given out. As long as the registry asks Assay for them, nobody can pull or push
          within two minutes, and Assay itself cannot read it either.
        </p>
        <p>Take the token part out of the registry’s configuration first.</p>
      </ConfirmDialog>
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

const ASKS: Readonly<
  Record<DockerSignIn['registryAsks'], { tone: 'ok' | 'warn' | 'info'; title: string; text: ReactNode }>
> = {
  assay: {
    tone: 'ok',
    title: 'The registry asks Assay who may do what.',
    text: 'Assay reads it without a stored password: it signs tokens for itself.',
  },
  another: {
    tone: 'warn',
    title: 'The registry asks somebody else.',
    text: 'It has a sign-in of its own. Grants of Assay do not reach it before its configuration names Assay.',
  },
  nobody: {
    tone: 'warn',
    title: 'The registry lets everybody in.',
    text: 'It asks for no sign-in at all. Put the configuration below in place and restart it.',
  },
  unknown: {
    tone: 'info',
    title: 'Whom the registry asks is not known yet.',
    text: 'It has not been probed since it was connected.',
  },
}

function WhomItAsks({ signIn }: { signIn: DockerSignIn }) {
  const { probe } = useRegistryActions(signIn.registry)
  const { tone, title, text } = ASKS[signIn.registryAsks]
  return (
    <Notice
      tone={tone}
      title={title}
      actions={
        <GatedButton
          can={signIn.can.manage}
          size="sm"
          icon={<Stethoscope className="size-3.5" />}
          isPending={probe.isPending}
          onClick={() => probe.mutate()}
        >
          Probe again
        </GatedButton>
      }
    >
      {text}
    </Notice>
  )
}
