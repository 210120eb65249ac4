'use client'

import { AlertDialog } from '@base-ui/react/alert-dialog'
import { type FormEvent, useId, useState } from 'react'
import { Button } from './button'
import type { ConfirmDialogProps } from './confirm-dialog'
import { cx } from './cx'
import { Input } from './input'
import { BACKDROP, MODAL } from './modal-style'

/** The window of `ConfirmDialog`. */
export function ConfirmWindow(props: ConfirmDialogProps) {
  const { isOpen, onOpenChange, title, children } = props
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={(next) => onOpenChange(next)}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={BACKDROP} />
        <AlertDialog.Popup className={cx(MODAL, 'max-w-[480px]')}>
          <div className="overflow-y-auto px-5 pt-4">
            <AlertDialog.Title className="text-lg font-semibold wrap-anywhere">{title}</AlertDialog.Title>
            <AlertDialog.Description
              render={<div />}
              className="mt-1 flex flex-col gap-3 wrap-anywhere text-muted"
            >
              {children}
            </AlertDialog.Description>
          </div>
          <ConfirmForm {...props} />
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}

function ConfirmForm(props: ConfirmDialogProps) {
  const { actionLabel, typedText, tone = 'danger', isPending = false, error, onConfirm } = props
  const [typed, setTyped] = useState('')
  const id = useId()
  const isReady = typedText === undefined || typed.trim() === typedText

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady && !isPending) onConfirm()
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3 px-5 pt-4 pb-4">
      {typedText !== undefined && (
        <label htmlFor={id} className="flex flex-col gap-1.5">
          <span>
            Type <code className="rounded-sm bg-selected px-1 py-0.5 font-mono text-xs">{typedText}</code> to
            confirm
          </span>
          <Input
            id={id}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            spellCheck={false}
          />
        </label>
      )}
      {error && <div role="alert">{error}</div>}
      <footer className="flex justify-end gap-2">
        <AlertDialog.Close render={<Button />}>Cancel</AlertDialog.Close>
        <Button type="submit" variant={tone} disabled={!isReady} isPending={isPending}>
          {actionLabel}
        </Button>
      </footer>
    </form>
  )
}
