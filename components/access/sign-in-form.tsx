'use client'

import { type FormEvent, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { type Refusal, signIn } from '@/lib/api/client/session'
import { RefusalNotice } from './refusal-notice'

interface SignInFormProps {
  method: 'local' | 'ldap'
  /** Where to go afterwards: a page of ours. */
  target: string
  initialRefusal: Refusal | null
  /** What its button says. */
  label: string
  /** There is a provider's button above, which most people want. */
  isSecondary?: boolean
}

/** A name and a password. */
export function SignInForm({ method, target, initialRefusal, label, isSecondary = false }: SignInFormProps) {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [refusal, setRefusal] = useState(initialRefusal)
  const [isPending, setPending] = useState(false)
  const passwordField = useRef<HTMLInputElement>(null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setPending(true)
    setRefusal(null)
    const refused = await signIn(name, password, method)
    // A fresh page, so that nothing read before the sign-in stays in memory.
    if (refused === null) return window.location.assign(target)
    setRefusal(refused)
    setPassword('')
    setPending(false)
    passwordField.current?.focus()
  }

  return (
    <form onSubmit={submit} method="post" className="flex flex-col gap-4">
      {refusal !== null && <RefusalNotice refusal={refusal} />}
      <Field label="Name">
        <Input
          name="username"
          value={name}
          onChange={(event) => setName(event.target.value)}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          autoFocus={!isSecondary}
        />
      </Field>
      <Field label="Password">
        <Input
          ref={passwordField}
          type="password"
          name="password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          autoComplete="current-password"
          required
        />
      </Field>
      <Button
        type="submit"
        variant={isSecondary ? 'secondary' : 'primary'}
        isPending={isPending}
        className="mt-1 w-full"
      >
        <span className="truncate">{label}</span>
      </Button>
    </form>
  )
}
