'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { CopyField } from '@/components/ui/copy-field'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { Select } from '@/components/ui/select'
import { api } from '@/lib/api/client/api'
import { registryConfiguration } from './configuration'
import { notificationQueries } from './queries'

const KEEP_HOURS = [
  [24, 'one more day'],
  [168, 'one more week'],
  [1, 'one more hour'],
  [0, 'not at all: refuse it from now on'],
] as const

interface SecretDialogProps {
  registry: string
  url: string
  isFirst: boolean
  isOpen: boolean
  onClose: () => void
}

/** Makes a secret and shows it, this once, with the configuration it belongs in. */
export function SecretDialog({ registry, url, isFirst, isOpen, onClose }: SecretDialogProps) {
  const [hours, setHours] = useState('24')
  const client = useQueryClient()
  const rotate = useMutation({
    mutationFn: () =>
      api('rotateHookSecret', { params: { registry }, body: { keepPreviousHours: Number(hours) } }),
    onSuccess: () => client.invalidateQueries({ queryKey: notificationQueries.state(registry).queryKey }),
  })
  const close = () => {
    rotate.reset()
    onClose()
  }
  const made = rotate.data
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(next) => !next && close()}
      size="lg"
      title={titleOf(made !== undefined, isFirst)}
      footer={
        made ? (
          <Button variant="primary" onClick={close}>
            I have stored it
          </Button>
        ) : (
          <>
            <Button onClick={close}>Cancel</Button>
            <Button variant="primary" isPending={rotate.isPending} onClick={() => rotate.mutate()}>
              {isFirst ? 'Create secret' : 'Replace secret'}
            </Button>
          </>
        )
      }
    >
      {made ? (
        <Made secret={made.secret} url={url} />
      ) : (
        <div className="flex flex-col gap-4 pb-2">
          <Consequences isFirst={isFirst} />
          {!isFirst && (
            <Field label="The present secret still works for">
              <Select value={hours} onChange={(event) => setHours(event.target.value)} className="w-72">
                {KEEP_HOURS.map(([value, label]) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </Select>
            </Field>
          )}
          {rotate.error && <ProblemNotice error={rotate.error} />}
        </div>
      )}
    </Dialog>
  )
}

function titleOf(isMade: boolean, isFirst: boolean): string {
  if (isMade) return 'Copy the secret now'
  return isFirst ? 'Create a secret for this registry' : 'Replace the secret of this registry'
}

function Consequences({ isFirst }: { isFirst: boolean }) {
  if (isFirst) {
    return (
      <p className="text-muted">
        Whoever has it can make Assay ask this registry what its tags are, and nothing else.
      </p>
    )
  }
  return (
    <ul className="list-disc pl-5 text-muted">
      <li>
        A new secret is made and shown once. Put it into the registry’s configuration and restart the
        registry.
      </li>
      <li>Until then the present one works as long as chosen below; a secret replaced earlier ends now.</li>
      <li>
        Events sent with an ended secret are refused. The registry keeps them in memory and sends them again,
        unless it is restarted.
      </li>
    </ul>
  )
}

function Made({ secret, url }: { secret: string; url: string }) {
  return (
    <div className="flex flex-col gap-4 pb-2">
      <Notice tone="warn" title="This is the only time it is shown">
        Assay keeps a fingerprint of it. If it is lost, replace it.
      </Notice>
      <CopyField text={secret} what="secret" />
      <CodeBlock
        text={registryConfiguration({ url, secret })}
        what="registry configuration with the secret"
      />
    </div>
  )
}
