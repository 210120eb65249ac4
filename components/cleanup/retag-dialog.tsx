'use client'

import { type FormEvent, useId, useState } from 'react'
import { shortDigest } from '@/lib/oci/digest'
import { isTagName } from '@/lib/oci/name'
import { Button } from '../ui/button'
import { DialogWindow } from '../ui/dialog-window'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { ProblemNotice } from '../ui/problem-notice'
import { TakenNotice } from './taken-notice'
import { inTheWay, useRetag } from './use-retag'

interface RetagDialogProps {
  registry: string
  /** With `/` written as `~`. */
  repository: string
  digest: string
  /** The tag to move; empty to ask which. */
  tag: string
  /** What it names, where that is known. */
  seen?: string | undefined
  onClose: () => void
}

/** Points a tag, new or not, at an image. One that exists is moved only after saying what it names now. */
export function RetagDialog({ registry, repository, digest, tag: first, seen, onClose }: RetagDialogProps) {
  const [tag, setTag] = useState(first)
  const [reason, setReason] = useState('')
  const form = useId()
  const retag = useRetag({ registry, repository }, onClose)
  const isValid = isTagName(tag)
  const taken = inTheWay(retag.error, tag)
  const put = (from: string | undefined) => retag.mutate({ tag, digest, seen: from, reason: reason.trim() })

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isValid && !retag.isPending) put(taken ?? seen)
  }
  return (
    <DialogWindow
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={first === '' ? 'Add or move a tag' : `Move ${first} back`}
      description={
        <>
          To <code className="font-mono text-xs">{shortDigest(digest)}</code>, by putting the same bytes. No
          layer is copied, and no other tag changes.
        </>
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={form}
            variant={taken === null ? 'primary' : 'danger'}
            disabled={!isValid}
            isPending={retag.isPending}
          >
            {taken === null && seen === undefined ? 'Put tag' : 'Move tag'}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-3">
        {first === '' && (
          <Field
            label="Tag"
            error={tag === '' || isValid ? undefined : 'Letters, digits, “_”, “.” and “-”; at most 128.'}
          >
            <Input
              value={tag}
              onChange={(event) => setTag(event.target.value)}
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
        )}
        <Field label="Reason" isOptional>
          <Input value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        </Field>
        {seen !== undefined && taken === null && (
          <p className="text-muted">
            It names <code className="font-mono text-xs">{shortDigest(seen)}</code> now. That image stays.
          </p>
        )}
        {taken === null ? (
          <ProblemNotice error={retag.error} />
        ) : (
          <TakenNotice {...{ registry, repository, tag }} digest={taken} />
        )}
      </form>
    </DialogWindow>
  )
}
