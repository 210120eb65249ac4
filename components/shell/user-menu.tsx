'use client'

import { Suspense } from 'react'
import { onDemand } from '@/components/ui/on-demand'
import { useAnchored } from '@/components/ui/use-anchored'
import { useViewer } from './viewer'

const AccountMenu = onDemand(() => import('./account-menu').then((module) => module.AccountMenu))

/** Who is signed in, how it looks, and the way out. */
export function UserMenu() {
  const viewer = useViewer()
  const { anchor, close, button } = useAnchored('menu', AccountMenu)

  return (
    <>
      <button
        {...button}
        type="button"
        aria-label={`${viewer.name}, ${viewer.role}. Account menu`}
        className="flex h-10 w-full items-center gap-2.5 rounded-md px-2 text-left hover:bg-hover data-popup-open:bg-hover"
      >
        <span
          aria-hidden="true"
          className="flex size-6 items-center justify-center rounded-full bg-selected text-2xs font-semibold uppercase"
        >
          {viewer.name.slice(0, 2)}
        </span>
        <span className="min-w-0 flex-1 truncate font-medium">{viewer.name}</span>
        <span className="text-xs text-faint">{viewer.role}</span>
      </button>
      <Suspense>{anchor && <AccountMenu anchor={anchor} onClose={close} />}</Suspense>
    </>
  )
}
