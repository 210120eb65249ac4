'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { signIn } from '@/lib/api/client/session'
import { signInErrorText } from './sign-in-error'

interface SignInFormProps {
  /** Where to go afterwards: a page of ours. */
  target: string
  /** The code of a refusal that came by address. */
  initialError: string | null
}

export function SignInForm({ target, initialError }: SignInFormProps) {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [error, setError] = useState(initialError)
  const [isPending, setPending] = useState(false)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setPending(true)
    setError(null)
    const refusal = await signIn(name, password)
    // A fresh page, so that nothing read before the sign-in stays in memory.
    if (refusal === null) return window.location.assign(target)
    setError(refusal)
    setPassword('')
    setPending(false)
  }

  return (
    <form onSubmit={submit} method="post" className="flex flex-col gap-4">
      <h1 className="text-lg font-semibold">Sign in</h1>
      {error !== null && (
        <div role="alert">
          <Notice tone="danger">{signInErrorText(error)}</Notice>
        </div>
      )}
      <Field label="Name">
        <Input
          name="username"
          value={name}
          onChange={(event) => setName(event.target.value)}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          autoFocus
        />
      </Field>
      <Field label="Password">
        <Input
          type="password"
          name="password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          autoComplete="current-password"
          required
        />
      </Field>
      <Button type="submit" variant="primary" isPending={isPending} className="mt-1 w-full">
        Sign in
      </Button>
    </form>
  )
}
