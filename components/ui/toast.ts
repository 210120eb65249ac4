'use client'

interface ToastOptions {
  description?: string
  /** One thing to do about it. */
  action?: { label: string; onClick: () => void }
}

export interface ToastMessage extends ToastOptions {
  readonly kind: 'ok' | 'danger' | 'info'
  readonly title: string
}

const waiting: ToastMessage[] = []
const listeners = new Set<() => void>()
let show: ((message: ToastMessage) => void) | undefined

/** Says shortly what happened. What must not be missed belongs on the page. */
export const toast = {
  success: (title: string, options?: ToastOptions) => raise({ kind: 'ok', title, ...options }),
  failure: (title: string, options?: ToastOptions) => raise({ kind: 'danger', title, ...options }),
  info: (title: string, options?: ToastOptions) => raise({ kind: 'info', title, ...options }),
}

function raise(message: ToastMessage): void {
  if (show) {
    show(message)
    return
  }
  waiting.push(message)
  for (const notify of listeners) notify()
}

/** Whether messages wait for somewhere to be shown. */
export function isToastWaiting(): boolean {
  return waiting.length > 0
}

/** Tells the listener when a message waits. Answers how to stop. */
export function onToastWaiting(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Has messages shown from now on, those that waited first. Answers how to stop. */
export function showToastsBy(next: (message: ToastMessage) => void): () => void {
  show = next
  for (const message of waiting.splice(0)) next(message)
  return () => {
    show = undefined
  }
}
