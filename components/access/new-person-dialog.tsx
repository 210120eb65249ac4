'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { toast } from '@/components/ui/toast'
import { api } from '@/lib/api/client/api'
import { isProblem, ProblemError } from '@/lib/api/client/problem-error'
import { PASSWORD_HINT } from './password-hint'
import { accessQueries, type User } from './queries'
import { RoleField } from './role-field'

const FORM = 'new-person'

export function NewPersonDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const add = useAddPerson(onClose)
  const close = () => {
    add.reset()
    onClose()
  }
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(next) => !next && close()}
      title="Add a person"
      description="Give them the password over a channel you trust; they can change it under Profile."
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" form={FORM} variant="primary" isPending={add.isPending}>
            Add person
          </Button>
        </>
      }
    >
      <PersonForm error={add.error} onSubmit={(person) => add.mutate(person)} />
    </Dialog>
  )
}

interface NewPerson {
  readonly name: string
  readonly password: string
  readonly role: User['role']
}

function PersonForm({ error, onSubmit }: { error: unknown; onSubmit: (person: NewPerson) => void }) {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [role, setRole] = useState<User['role']>('member')
  const issue = (pointer: string) => (error instanceof ProblemError ? error.issue(pointer) : undefined)
  const nameError = isProblem(error, 'name-taken') ? error.detail : issue('/name')
  const isShown = Boolean(nameError ?? issue('/password'))

  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit({ name: name.trim(), password, role })
  }
  return (
    <form id={FORM} onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field label="Name" error={nameError} hint="What they sign in with.">
        <Input
          value={name}
          onChange={(event) => setName(event.target.value)}
          autoComplete="off"
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
      <RoleField value={role} onChange={setRole} />
      {error !== null && !isShown && <ProblemNotice error={error} />}
    </form>
  )
}

function useAddPerson(onDone: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (person: NewPerson) => api('createUser', { body: person }),
    onSuccess: (user) => {
      toast.success(`${user.name} may sign in`)
      void client.invalidateQueries({ queryKey: accessQueries.users().queryKey })
      onDone()
    },
  })
}
