'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { toast } from '@/components/ui/toast'
import { api } from '@/lib/api/client/api'
import { isProblem, ProblemError } from '@/lib/api/client/problem-error'
import { PASSWORD_HINT } from './password-hint'

/** Changing one's own password. */
export function PasswordPanel() {
  const [currentPassword, setCurrent] = useState('')
  const [newPassword, setNew] = useState('')
  const change = useMutation({
    mutationFn: () => api('changePassword', { body: { currentPassword, newPassword } }),
    onSuccess: () => {
      setCurrent('')
      setNew('')
      toast.success('Password changed', { description: 'Your other sessions have ended.' })
    },
  })
  const currentError = isProblem(change.error, 'invalid-credentials') ? change.error.detail : undefined
  const newError = change.error instanceof ProblemError ? change.error.issue('/newPassword') : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate()
  }

  return (
    <Panel>
      <PanelHeader title="Password" description="Changing it ends your sessions in other browsers." />
      <form onSubmit={submit} noValidate className="flex max-w-sm flex-col gap-4 p-4">
        <Field label="Current password" error={currentError}>
          <Input
            type="password"
            value={currentPassword}
            onChange={(event) => setCurrent(event.target.value)}
            autoComplete="current-password"
          />
        </Field>
        <Field label="New password" error={newError} hint={PASSWORD_HINT}>
          <Input
            type="password"
            value={newPassword}
            onChange={(event) => setNew(event.target.value)}
            autoComplete="new-password"
          />
        </Field>
        {change.error && !currentError && !newError && <ProblemNotice error={change.error} />}
        <Button
          type="submit"
          variant="primary"
          className="self-start"
          isPending={change.isPending}
          disabled={currentPassword === '' || newPassword === ''}
        >
          Change password
        </Button>
      </form>
    </Panel>
  )
}
