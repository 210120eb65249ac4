'use client'

import { useRouter } from 'next/navigation'
import { Suspense, useState } from 'react'
import { GatedButton } from '../ui/gated-button'
import { onDemand } from '../ui/on-demand'
import type { TrashItem } from './queries'

const RestoreDialog = onDemand(() => import('./restore-dialog').then((module) => module.RestoreDialog))

/** Offers to put a deleted tag back, on the page that is left of it. */
export function RestoreButton({ item }: { item: TrashItem }) {
  const [isOpen, setOpen] = useState(false)
  const router = useRouter()
  return (
    <>
      <GatedButton size="sm" can={item.can.restore} onClick={() => setOpen(true)}>
        Restore…
      </GatedButton>
      <Suspense>
        {isOpen && (
          <RestoreDialog
            item={item}
            onClose={() => {
              setOpen(false)
              router.refresh()
            }}
          />
        )}
      </Suspense>
    </>
  )
}
