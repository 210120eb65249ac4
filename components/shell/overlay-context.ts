'use client'

import { createContext, useContext } from 'react'

export type Overlay = 'palette' | 'help' | 'drawer'

interface Overlays {
  open: (overlay: Overlay) => void
  close: () => void
}

export const OverlayContext = createContext<Overlays>({ open: () => {}, close: () => {} })

/** Opens the palette, the key help or the drawer from anywhere in the console. */
export function useOverlays(): Overlays {
  return useContext(OverlayContext)
}
