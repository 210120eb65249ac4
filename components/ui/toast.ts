'use client'

import { Toast } from '@base-ui/react/toast'

/** Where toasts wait to be shown; `ToastRegion` in the shell shows them. */
export const toastManager = Toast.createToastManager()

interface ToastOptions {
  description?: string
  /** One thing to do about it. */
  action?: { label: string; onClick: () => void }
}

function show(kind: 'ok' | 'danger' | 'info', title: string, options: ToastOptions = {}): void {
  const { description, action } = options
  toastManager.add({
    title,
    type: kind,
    timeout: kind === 'danger' ? 10_000 : 5_000,
    priority: kind === 'danger' ? 'high' : 'low',
    ...(description && { description }),
    ...(action && { actionProps: { children: action.label, onClick: action.onClick } }),
  })
}

/** Says shortly what happened. What must not be missed belongs on the page. */
export const toast = {
  success: (title: string, options?: ToastOptions) => show('ok', title, options),
  failure: (title: string, options?: ToastOptions) => show('danger', title, options),
  info: (title: string, options?: ToastOptions) => show('info', title, options),
}
