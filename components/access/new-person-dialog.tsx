'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { api } from '@/lib/api/client/api'
import { isProblem, ProblemError } from '@/lib/api/client/problem-error'
import { InvitationLink } from './invitation-link'
import { accessQueries, type User } from './queries'
import { RoleField } from './role-field'

const FORM = 'new-person'

/** Adds somebody and shows, once, the link by which they set their own password. */
export function NewPersonDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const add = useAddPerson()
  const close = () => {
    add.reset()
    onClose()
  }
  const invitation = add.data?.invitation
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(next) => !next && close()}
      title={add.data ? `${add.data.name} was added` : 'Add a person'}
      description={
        add.data
          ? undefined
          : 'You get a link for them; they choose their own password. People of a sign-in provider are added when they first sign in.'
      }
      footer={
        add.data ? (
          <Button variant="primary" onClick={close}>
            I have copied it
          </Button>
        ) : (
          <>
            <Button onClick={close}>Cancel</Button>
            <Button type="submit" form={FORM} variant="primary" isPending={add.isPending}>
              Add and make link
            </Button>
          </>
        )
      }
    >
      {invitation ? (
        <InvitationLink name={add.data?.name ?? ''} {...invitation} />
      ) : (
        <PersonForm error={add.error} onSubmit={(person) => add.mutate(person)} />
      )}
    </Dialog>
  )
}

interface NewPerson {
  readonly name: string
  readonly role: User['role']
}

function PersonForm({ error, onSubmit }: { error: unknown; onSubmit: (person: NewPerson) => void }) {
  const [name, setName] = useState('')
  const [role, setRole] = useState<User['role']>('member')
  const issue = error instanceof ProblemError ? error.issue('/name') : undefined
  const nameError = isProblem(error, 'name-taken') ? error.detail : issue

  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit({ name: name.trim(), role })
  }
  return (
    <form id={FORM} onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field label="Name" error={nameError} hint="A proposal: they can change it when they open the link.">
        <Input
          value={name}
          onChange={(event) => setName(event.target.value)}
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <RoleField value={role} onChange={setRole} />
      {error !== null && !nameError && <ProblemNotice error={error} />}
    </form>
  )
}

function useAddPerson() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (person: NewPerson) => api('createUser', { body: person }),
    onSuccess: () => client.invalidateQueries({ queryKey: accessQueries.users().queryKey }),
  })
}
