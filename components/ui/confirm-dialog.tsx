'use client'

import { type ReactNode, Suspense } from 'react'
import { onDemand, usePreload } from './on-demand'
import { useEver } from './use-ever'

const ConfirmWindow = onDemand(() => import('./confirm-window').then((module) => module.ConfirmWindow))

export interface ConfirmDialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  title: string
  /** Everything that will happen, by name. */
  children: ReactNode
  /** The verb on the button: “Remove registry”. */
  actionLabel: string
  /** The exact text to type before the button is active. */
  typedText?: string
  tone?: 'danger' | 'primary'
  isPending?: boolean
  /** Why the last try failed. */
  error?: ReactNode
  onConfirm: () => void
}

/** Asks before something that cannot be taken back; with `typedText` by having its name written out. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  usePreload(ConfirmWindow)
  const wasOpened = useEver(props.isOpen)
  return <Suspense>{wasOpened && <ConfirmWindow {...props} />}</Suspense>
}
