'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { useGo } from '@/components/ui/use-go'
import { navigationFor } from './navigation'
import { useRegistries } from './use-registries'
import { useViewer } from './viewer'

const SEQUENCE_MS = 1_000

/** The keys that work everywhere: Ctrl-K or Cmd-K, `?`, and `g` followed by the key of a place. */
export function useShortcuts(open: (overlay: 'palette' | 'help') => void): void {
  const go = useGo()
  const pathname = usePathname()
  const { items } = useRegistries()
  const viewer = useViewer()
  const sequenceStartedAt = useRef(0)

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        open('palette')
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return
      if (event.key === '?') return open('help')
      if (event.key === 'g') {
        sequenceStartedAt.current = event.timeStamp
        return
      }
      if (event.timeStamp - sequenceStartedAt.current > SEQUENCE_MS) return
      sequenceStartedAt.current = 0
      const names = items.map((registry) => registry.name)
      const place = navigationFor(pathname, names, viewer).find((item) => item.key === event.key)
      if (place) go(place.href)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [open, go, pathname, items, viewer])
}

/** Whether keys belong to something else: a field that is written in, or an open window. */
function isBusy(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  return target.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]') !== null
}
