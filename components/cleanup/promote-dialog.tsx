'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { api } from '@/lib/api/client/api'
import { isRepositoryName, isTagName } from '@/lib/oci/name'
import { fromRepositorySlug } from '@/lib/oci/slug'
import { jobHref } from '../shell/addresses'
import { Button } from '../ui/button'
import { DialogWindow } from '../ui/dialog-window'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { ProblemNotice } from '../ui/problem-notice'
import { toast } from '../ui/toast'
import { useGo } from '../ui/use-go'

interface PromoteDialogProps {
  registry: string
  /** With `/` written as `~`. */
  repository: string
  tag: string
  digest: string
  onClose: () => void
}

/** Brings an image to another repository of its registry. */
export function PromoteDialog({ registry, repository, tag, digest, onClose }: PromoteDialogProps) {
  const [target, setTarget] = useState('')
  const [name, setName] = useState(tag)
  const form = useId()
  const go = useGo()
  const from = fromRepositorySlug(repository)
  const isValid = isRepositoryName(target) && target !== from && isTagName(name)
  const promote = useMutation({
    mutationFn: () =>
      api('promoteTag', {
        params: { registry, repository, tag },
        body: { digest, repository: target, tag: name },
      }),
    onSuccess: ({ jobId }) => {
      toast.info(`Promoting to ${target}:${name}`, {
        action: { label: 'Show job', onClick: () => go(jobHref(jobId)) },
      })
      onClose()
    },
  })

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isValid && !promote.isPending) promote.mutate()
  }
  return (
    <DialogWindow
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Promote ${tag}`}
      description="The same image under another repository of this registry: layers are shared, not copied, where the registry can."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            disabled={!isValid}
            isPending={promote.isPending}
          >
            Promote
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-3">
        <Field
          label="Repository"
          hint="Where you may push. It is created where it does not exist."
          error={problemWith(target, from)}
        >
          <Input
            value={target}
            onChange={(event) => setTarget(event.target.value)}
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
        <Field label="Tag" hint="A tag that exists there with another image is not overwritten.">
          <Input value={name} onChange={(event) => setName(event.target.value)} spellCheck={false} />
        </Field>
        <ProblemNotice error={promote.error} />
      </form>
    </DialogWindow>
  )
}

function problemWith(target: string, from: string): string | undefined {
  if (target === '') return undefined
  if (target === from) return 'It is there already.'
  return isRepositoryName(target)
    ? undefined
    : 'Lower-case letters and digits, with “/”, “.”, “_” and “-” between.'
}
