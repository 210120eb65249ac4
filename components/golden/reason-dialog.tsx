'use client'

import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { Button } from '../ui/button'
import { DialogWindow } from '../ui/dialog-window'
import { Field } from '../ui/field'
import { ProblemNotice } from '../ui/problem-notice'
import { Textarea } from '../ui/textarea'

export const REASON_MAX = 1000

interface ReasonDialogProps {
  title: string
  description?: ReactNode
  actionLabel: string
  tone?: 'primary' | 'danger'
  /** Whether it goes without a reason. */
  isReasonOptional?: boolean
  /** What stands there to begin with. */
  initialReason?: string
  hint?: string
  /** Whether what stands above the reason is filled in. */
  isReady?: boolean
  isPending: boolean
  error: unknown
  onConfirm: (reason: string) => void
  onClose: () => void
  /** Facts and further fields above the reason. */
  children?: ReactNode
}

/** Asks for a reason before somebody decides: it stands in the log with their name for good. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, description, actionLabel, tone = 'primary', isReasonOptional = false, hint } = props
  const { isReady = true, initialReason = '', isPending, error, onConfirm, onClose, children } = props
  const [reason, setReason] = useState(initialReason)
  const form = useId()
  const isGiven = isReasonOptional || reason.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isGiven && isReady && !isPending) onConfirm(reason.trim())
  }
  return (
    <DialogWindow
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={form}
            variant={tone}
            disabled={!isGiven || !isReady}
            isPending={isPending}
          >
            {actionLabel}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-3">
        {children}
        <Field
          label="Reason"
          isOptional={isReasonOptional}
          hint={hint ?? 'Kept in the log with your name, for good.'}
        >
          <Textarea
            value={reason}
            maxLength={REASON_MAX}
            rows={3}
            onChange={({ target }) => setReason(target.value)}
          />
        </Field>
        <ProblemNotice error={error} />
      </form>
    </DialogWindow>
  )
}
