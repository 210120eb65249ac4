'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { api } from '@/lib/api/client/api'
import { problemOf } from '@/lib/api/client/problem-error'
import { shortDigest } from '@/lib/oci/digest'
import { isRepositoryName, isTagName } from '@/lib/oci/name'
import { fromRepositorySlug, repositorySlug } from '@/lib/oci/slug'
import { jobHref } from '../shell/addresses'
import { Button } from '../ui/button'
import { DialogWindow } from '../ui/dialog-window'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
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
  // What the tag there names, and for which target that was found: another one is asked about anew.
  const [found, setFound] = useState<{ readonly place: string; readonly digest: string } | null>(null)
  const place = `${target}:${name}`
  const taken = found?.place === place ? found.digest : null
  const promote = useMutation({
    mutationFn: async () => {
      const there = taken ?? (await digestThere(registry, { repository: target, tag: name }))
      if (there !== null && there !== digest && taken === null) {
        setFound({ place, digest: there })
        return null
      }
      const replaces = there === null || there === digest ? {} : { replaces: there }
      return api('promoteTag', {
        params: { registry, repository, tag },
        body: { digest, repository: target, tag: name, ...replaces },
      })
    },
    onSuccess: (started) => {
      if (started === null) return
      const { jobId } = started
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
            variant={taken === null ? 'primary' : 'danger'}
            disabled={!isValid}
            isPending={promote.isPending}
          >
            {taken === null ? 'Promote' : 'Promote over it'}
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
        <Field label="Tag" hint="One that exists there is overwritten only after you said so.">
          <Input value={name} onChange={(event) => setName(event.target.value)} spellCheck={false} />
        </Field>
        {taken !== null && (
          <Notice tone="warn" title={`${place} exists`}>
            It names {shortDigest(taken)} now. That image stays there, without this tag.
          </Notice>
        )}
        <ProblemNotice error={promote.error} />
      </form>
    </DialogWindow>
  )
}

/** What a tag names by the index; null where there is none that one may see. */
async function digestThere(
  registry: string,
  { repository, tag }: { readonly repository: string; readonly tag: string },
): Promise<string | null> {
  try {
    const params = { registry, repository: repositorySlug(repository), tag }
    return (await api('getTag', { params })).digest
  } catch (error) {
    if (problemOf(error).code === 'not-found') return null
    throw error
  }
}

function problemWith(target: string, from: string): string | undefined {
  if (target === '') return undefined
  if (target === from) return 'It is there already.'
  return isRepositoryName(target)
    ? undefined
    : 'Lower-case letters and digits, with “/”, “.”, “_” and “-” between.'
}
