'use client'

import { type ReactNode, Suspense } from 'react'
import { onDemand, usePreload } from './on-demand'
import { useEver } from './use-ever'

const DialogWindow = onDemand(() => import('./dialog-window').then((module) => module.DialogWindow))

export interface DialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  title: ReactNode
  description?: ReactNode
  /** `md` 480 px, `lg` 640 px. */
  size?: 'md' | 'lg'
  /** The buttons at the bottom right. */
  footer?: ReactNode
  children?: ReactNode
}

/** A modal window that holds the focus and gives it back. Fetched before it is first opened. */
export function Dialog(props: DialogProps) {
  usePreload(DialogWindow)
  const wasOpened = useEver(props.isOpen)
  return <Suspense>{wasOpened && <DialogWindow {...props} />}</Suspense>
}
