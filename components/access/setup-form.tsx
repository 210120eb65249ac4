'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { api } from '@/lib/api/client/api'
import { isProblem, ProblemError } from '@/lib/api/client/problem-error'
import { signIn } from '@/lib/api/client/session'
import { AuthMessage } from './auth-message'
import { PASSWORD_HINT } from './password-hint'

/** Creates the first admin with the token of the printed link, then signs them in. */
export function SetupForm({ setupToken }: { setupToken: string }) {
  const [name, setName] = useState('admin')
  const [password, setPassword] = useState('')
  const setup = useMutation({
    mutationFn: () => api('setup', { body: { setupToken, name: name.trim(), password } }),
    onSuccess: async () => {
      const refusal = await signIn(name.trim(), password)
      window.location.assign(refusal === null ? '/' : '/sign-in')
    },
  })
  const issue = (pointer: string) =>
    setup.error instanceof ProblemError ? setup.error.issue(pointer) : undefined
  const isAtField = Boolean(issue('/name') ?? issue('/password'))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setup.mutate()
  }

  if (setupToken === '') {
    return (
      <AuthMessage title="This address has no setup token">
        Open the whole link that the server printed when it started.
      </AuthMessage>
    )
  }
  return (
    <form onSubmit={submit} noValidate method="post" className="flex flex-col gap-4">
      <div>
        <h1 className="text-lg font-semibold">Create the first admin</h1>
        <p className="text-muted">This link works once. The admin can add everybody else.</p>
      </div>
      <Field label="Name" error={issue('/name')}>
        <Input
          value={name}
          onChange={(event) => setName(event.target.value)}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
        />
      </Field>
      <Field label="Password" error={issue('/password')} hint={PASSWORD_HINT}>
        <Input
          type="password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          autoComplete="new-password"
        />
      </Field>
      {isProblem(setup.error, 'invalid-credentials') ? (
        <Notice tone="danger">
          The setup token does not hold. Each start of the server prints a new link.
        </Notice>
      ) : (
        !isAtField && <ProblemNotice error={setup.error} />
      )}
      <Button type="submit" variant="primary" isPending={setup.isPending} className="mt-1 w-full">
        Create admin and sign in
      </Button>
    </form>
  )
}
