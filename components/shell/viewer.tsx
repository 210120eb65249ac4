'use client'

import { createContext, type ReactNode, useContext } from 'react'

export interface Viewer {
  readonly name: string
  readonly role: string
}

const ViewerContext = createContext<Viewer>({ name: '', role: '' })

/** Who looks at the page. For showing; what they may do comes with each answer as `can`. */
export function useViewer(): Viewer {
  return useContext(ViewerContext)
}

export function ViewerProvider({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  return <ViewerContext value={viewer}>{children}</ViewerContext>
}
