'use client'

import { createContext, type ReactNode, useContext } from 'react'

/** A page by its address, and where it belongs where that does not go without saying. */
export interface Place {
  readonly href: string
  readonly label: string
  readonly detail?: string
}

export interface Viewer {
  readonly id: string
  readonly name: string
  readonly role: string
  /** Which of the main places are theirs to read. */
  readonly mayReadAudit: boolean
  readonly mayReadGolden: boolean
  /** They may delete, restore or read retention somewhere. */
  readonly mayCleanUp: boolean
  /** The pages below the main places that are theirs to read. */
  readonly places: readonly Place[]
}

const ViewerContext = createContext<Viewer>({
  id: '',
  name: '',
  role: '',
  mayReadAudit: false,
  mayReadGolden: false,
  mayCleanUp: false,
  places: [],
})

/** Who looks at the page. For showing; what they may do comes with each answer as `can`. */
export function useViewer(): Viewer {
  return useContext(ViewerContext)
}

export function ViewerProvider({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  return <ViewerContext value={viewer}>{children}</ViewerContext>
}
