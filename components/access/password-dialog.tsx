'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { ProblemError } from '@/lib/api/client/problem-error'
import { PASSWORD_HINT } from './password-hint'
import type { User } from './queries'
import { useUpdateUser } from './use-update-user'

const FORM = 'new-password'

/** Gives a person a new password. `user` is null while the dialog is closed. */
export function PasswordDialog({ user, onClose }: { user: User | null; onClose: () => void }) {
  const update = useUpdateUser(onClose)
  const close = () => {
    update.reset()
    onClose()
  }
  return (
    <Dialog
      isOpen={user !== null}
      onOpenChange={(next) => !next && close()}
      title={`New password for ${user?.name ?? ''}`}
      description="Their present password and all their sessions end at once."
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" form={FORM} variant="primary" isPending={update.isPending}>
            Set password
          </Button>
        </>
      }
    >
      <PasswordForm
        error={update.error}
        onSubmit={(password) => user !== null && update.mutate({ user, change: { password } })}
      />
    </Dialog>
  )
}

function PasswordForm({ error, onSubmit }: { error: unknown; onSubmit: (password: string) => void }) {
  const [password, setPassword] = useState('')
  const issue = error instanceof ProblemError ? error.issue('/password') : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit(password)
  }
  return (
    <form id={FORM} onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field label="New password" error={issue} hint={PASSWORD_HINT}>
        <Input
          type="password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          autoComplete="new-password"
        />
      </Field>
      {error !== null && !issue && <ProblemNotice error={error} />}
    </form>
  )
}
