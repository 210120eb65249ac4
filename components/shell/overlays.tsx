'use client'

import { type ReactNode, Suspense, useCallback, useMemo, useState } from 'react'
import { onDemand, usePreload } from '@/components/ui/on-demand'
import { type Overlay, OverlayContext } from './overlay-context'
import { useShortcuts } from './use-shortcuts'

const CommandPalette = onDemand(() => import('./command-palette').then((module) => module.CommandPalette))
const ShortcutHelp = onDemand(() => import('./shortcut-help').then((module) => module.ShortcutHelp))
const NavigationDrawer = onDemand(() =>
  import('./navigation-drawer').then((module) => module.NavigationDrawer),
)

/** Holds what lies over the pages. Each is fetched before it is first opened and kept for its closing. */
export function OverlayProvider({ children }: { children: ReactNode }) {
  const [current, setCurrent] = useState<Overlay | null>(null)
  const [seen, setSeen] = useState<ReadonlySet<Overlay>>(new Set())

  const open = useCallback((overlay: Overlay) => {
    setSeen((before) => new Set(before).add(overlay))
    setCurrent(overlay)
  }, [])
  const close = useCallback(() => setCurrent(null), [])
  const overlays = useMemo(() => ({ open, close }), [open, close])
  useShortcuts(open)
  usePreload(CommandPalette, NavigationDrawer)

  return (
    <OverlayContext value={overlays}>
      {children}
      <Suspense>
        {seen.has('palette') && <CommandPalette isOpen={current === 'palette'} onClose={close} />}
        {seen.has('help') && <ShortcutHelp isOpen={current === 'help'} onClose={close} />}
        {seen.has('drawer') && <NavigationDrawer isOpen={current === 'drawer'} onClose={close} />}
      </Suspense>
    </OverlayContext>
  )
}
