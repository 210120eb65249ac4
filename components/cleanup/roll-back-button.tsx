'use client'

import { Suspense, useState } from 'react'
import { GatedButton } from '../ui/gated-button'
import { onDemand } from '../ui/on-demand'

const RetagDialog = onDemand(() => import('./retag-dialog').then((module) => module.RetagDialog))

interface RollBackButtonProps {
  registry: string
  /** With `/` written as `~`. */
  repository: string
  tag: string
  /** What it named then. */
  digest: string
  /** What it names now; undefined where it is gone. */
  seen: string | undefined
  can: { allowed: boolean; reason: string | null }
}

/** Points a tag at what it named at a time of its history. */
export function RollBackButton({ can, ...place }: RollBackButtonProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <GatedButton size="sm" variant="ghost" can={can} onClick={() => setOpen(true)}>
        Roll back to this
      </GatedButton>
      <Suspense>{isOpen && <RetagDialog {...place} onClose={() => setOpen(false)} />}</Suspense>
    </>
  )
}
