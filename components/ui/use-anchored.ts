'use client'

import { type KeyboardEvent, type MouseEvent, useState } from 'react'
import { usePreload } from './on-demand'

/** What a menu or a panel needs that is fetched on demand and hung on a button. */
export interface AnchoredProps {
  /** The button it hangs on and gives the focus back to. */
  anchor: HTMLElement
  onClose: () => void
}

/** The button of a menu or a panel on demand: its props, and what it hangs on while it is open. */
export function useAnchored(kind: 'menu' | 'dialog', part: { preload: () => Promise<unknown> }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  usePreload(part)

  const button = {
    'aria-haspopup': kind,
    'aria-expanded': anchor !== null,
    'data-popup-open': anchor === null ? undefined : '',
    onClick: ({ currentTarget }: MouseEvent<HTMLElement>) =>
      setAnchor((current) => (current === null ? currentTarget : null)),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (kind !== 'menu' || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
      event.preventDefault()
      setAnchor(event.currentTarget)
    },
  }
  return { anchor, close: () => setAnchor(null), button }
}
