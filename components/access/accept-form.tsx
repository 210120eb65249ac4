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
import { PASSWORD_HINT } from './password-hint'

interface AcceptFormProps {
  token: string
  name: string
  purpose: 'invite' | 'reset'
}

/** Sets name and password by a one-time link, then signs in. */
export function AcceptForm({ token, name: suggested, purpose }: AcceptFormProps) {
  const isInvitation = purpose === 'invite'
  const [name, setName] = useState(suggested)
  const [password, setPassword] = useState('')
  const accept = useMutation({
    mutationFn: () =>
      api('acceptInvitation', { body: { token, password, ...(isInvitation && { name: name.trim() }) } }),
    onSuccess: async (accepted) => {
      const refusal = await signIn(accepted.name, password)
      window.location.assign(refusal === null ? '/' : '/sign-in')
    },
  })
  const issue = (pointer: string) =>
    accept.error instanceof ProblemError ? accept.error.issue(pointer) : undefined
  const nameError = isProblem(accept.error, 'name-taken') ? accept.error.detail : issue('/name')
  const isSpent = ['invitation-used', 'invitation-expired', 'not-found'].some((code) =>
    isProblem(accept.error, code),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    accept.mutate()
  }

  return (
    <form onSubmit={submit} noValidate method="post" className="flex flex-col gap-4">
      <div>
        <h1 className="text-lg font-semibold">
          {isInvitation ? 'Welcome to Assay' : `New password for ${suggested}`}
        </h1>
        <p className="text-muted">
          {isInvitation
            ? 'Choose what you sign in with. This link works once.'
            : 'This link works once. Your sessions in other browsers end.'}
        </p>
      </div>
      {isInvitation && (
        <Field label="Name" error={nameError}>
          <Input
            name="username"
            value={name}
            onChange={(event) => setName(event.target.value)}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
        </Field>
      )}
      <Field label="Password" error={issue('/password')} hint={PASSWORD_HINT}>
        <Input
          type="password"
          name="password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          autoComplete="new-password"
          autoFocus
        />
      </Field>
      {isSpent ? (
        <Notice tone="danger">This link no longer holds. Ask an admin of Assay for another.</Notice>
      ) : (
        !nameError && !issue('/password') && <ProblemNotice error={accept.error} />
      )}
      <Button type="submit" variant="primary" isPending={accept.isPending} className="mt-1 w-full">
        Set password and sign in
      </Button>
    </form>
  )
}
