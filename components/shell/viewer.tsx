'use client'

import { createContext, type ReactNode, useContext } from 'react'

export interface Viewer {
  readonly id: string
  readonly name: string
  readonly role: string
  /** Which of the main places are theirs to read. */
  readonly mayReadAudit: boolean
}

const ViewerContext = createContext<Viewer>({ id: '', name: '', role: '', mayReadAudit: false })

/** Who looks at the page. For showing; what they may do comes with each answer as `can`. */
export function useViewer(): Viewer {
  return useContext(ViewerContext)
}

export function ViewerProvider({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  return <ViewerContext value={viewer}>{children}</ViewerContext>
}
