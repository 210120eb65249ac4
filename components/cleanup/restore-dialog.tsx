'use client'

import { type FormEvent, useId, useState } from 'react'
import { problemOf } from '@/lib/api/client/problem-error'
import { shortDigest } from '@/lib/oci/digest'
import { isTagName } from '@/lib/oci/name'
import { Button } from '../ui/button'
import { DialogWindow } from '../ui/dialog-window'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import { ProblemNotice } from '../ui/problem-notice'
import type { TrashItem } from './queries'
import { useRestore } from './use-restore'

/** Puts one thing back: under its tag, or another where the tag has come back meanwhile. */
export function RestoreDialog({ item, onClose }: { item: TrashItem; onClose: () => void }) {
  const [tag, setTag] = useState(item.tag ?? '')
  const form = useId()
  const restore = useRestore(onClose)
  const taken = takenBy(restore.error, tag)
  const isValid = item.tag === null || isTagName(tag)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isValid)
      restore.mutate({ item: item.id, tag: item.tag === null || tag === item.tag ? undefined : tag })
  }
  return (
    <DialogWindow
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Restore ${item.tag ?? 'a manifest'}`}
      description={
        <span className="wrap-anywhere">
          {item.repository} {shortDigest(item.digest)}: the same bytes as before.
        </span>
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            disabled={!isValid}
            isPending={restore.isPending}
          >
            Restore
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-3">
        {item.tag !== null && (
          <Field
            label="Tag"
            hint="The one it had, or another."
            error={isValid ? undefined : 'Letters, digits, “_”, “.” and “-”; at most 128.'}
          >
            <Input
              value={tag}
              onChange={(event) => setTag(event.target.value)}
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
        )}
        {taken !== null ? (
          <Notice
            tone="warn"
            title="This tag exists again"
            actions={
              <Button
                size="sm"
                variant="danger"
                isPending={restore.isPending}
                onClick={() => restore.mutate({ item: item.id, tag, replaces: taken })}
              >
                Overwrite
              </Button>
            }
          >
            It names {shortDigest(taken)} now. Restore under another tag, or overwrite it.
          </Notice>
        ) : (
          <ProblemNotice error={restore.error} />
        )}
      </form>
    </DialogWindow>
  )
}

/** The digest that a tag in the way names; null where nothing is in the way. */
function takenBy(error: unknown, tag: string): string | null {
  if (!error) return null
  const { code, facts } = problemOf(error)
  if (code !== 'precondition-required' && code !== 'tag-moved') return null
  return facts.tag === tag && typeof facts.digest === 'string' ? facts.digest : null
}
