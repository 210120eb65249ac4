'use client'

import { Toast } from '@base-ui/react/toast'
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import { useEffect } from 'react'
import { IconButton } from './icon-button'
import { showToastsBy, type ToastMessage } from './toast'

const manager = Toast.createToastManager()

/** The list in the corner, with what times, swipes and announces. Mounted once, by `ToastCorner`. */
export function ToastRegion() {
  useEffect(() => showToastsBy(add), [])
  return (
    <Toast.Provider toastManager={manager} limit={4}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-4 z-60 flex w-[calc(100vw-2rem)] max-w-96 flex-col gap-2 outline-none print:hidden">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function add({ kind, title, description, action }: ToastMessage): void {
  manager.add({
    title,
    type: kind,
    timeout: kind === 'danger' ? 10_000 : 5_000,
    priority: kind === 'danger' ? 'high' : 'low',
    ...(description && { description }),
    ...(action && { actionProps: { children: action.label, onClick: action.onClick } }),
  })
}

function ToastList() {
  const { toasts } = Toast.useToastManager()
  return toasts.map((item) => (
    <Toast.Root
      key={item.id}
      toast={item}
      swipeDirection={['right', 'down']}
      className="rounded-lg border border-line bg-raised text-ink shadow-float transition duration-200 data-ending-style:translate-x-4 data-ending-style:opacity-0 data-limited:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-start gap-2.5 p-3">
        <ToastIcon kind={item.type} />
        <div className="min-w-0 flex-1">
          <Toast.Title className="font-medium" />
          <Toast.Description className="text-xs wrap-anywhere text-muted" />
          <Toast.Action className="mt-1.5 text-xs font-medium text-gold-ink underline underline-offset-2" />
        </div>
        <Toast.Close render={<IconButton size="sm" label="Dismiss" className="-mt-0.5 -mr-1" />}>
          <X />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ))
}

function ToastIcon({ kind }: { kind: string | undefined }) {
  if (kind === 'ok') return <CircleCheck aria-hidden="true" className="mt-0.5 size-4 text-ok" />
  if (kind === 'danger') return <CircleAlert aria-hidden="true" className="mt-0.5 size-4 text-danger" />
  return <Info aria-hidden="true" className="mt-0.5 size-4 text-info" />
}
