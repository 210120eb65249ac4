'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { isProblem, ProblemError } from '@/lib/api/client/problem-error'
import { useCreateGroup } from './use-groups'

const FORM = 'new-group'

export function NewGroupDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const create = useCreateGroup(onClose)
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const [source, setSource] = useState('local')
  const issueOf = (pointer: string) =>
    create.error instanceof ProblemError ? create.error.issue(pointer) : undefined
  const nameIssue = isProblem(create.error, 'name-taken') ? create.error.detail : issueOf('/name')

  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate({ name: name.trim(), description: description.trim(), source: source.trim() })
  }
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(next) => !next && onClose()}
      title="Add a group"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM} variant="primary" isPending={create.isPending}>
            Add group
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} noValidate className="flex flex-col gap-4">
        <Field label="Name" error={nameIssue} hint="Of a sign-in method: exactly as it names the group.">
          <Input value={name} onChange={(event) => setName(event.target.value)} autoComplete="off" />
        </Field>
        <Field label="Description" isOptional error={issueOf('/description')}>
          <Input
            value={description}
            onChange={(event) => setDescription(event.target.value)}
            autoComplete="off"
          />
        </Field>
        <Field
          label="Who says who is in it"
          error={issueOf('/source')}
          hint="local: you do, here. Or the id of a sign-in method, such as ldap; then it says so at each sign-in."
        >
          <Input
            value={source}
            onChange={(event) => setSource(event.target.value)}
            spellCheck={false}
            className="w-48"
          />
        </Field>
        {create.error !== null && !nameIssue && !issueOf('/source') && <ProblemNotice error={create.error} />}
      </form>
    </Dialog>
  )
}
