'use client'

import { Trash2 } from 'lucide-react'
import { Suspense, useState } from 'react'
import { GatedButton } from '../ui/gated-button'
import { onDemand } from '../ui/on-demand'

const DeletionDialog = onDemand(() => import('./deletion-dialog').then((module) => module.DeletionDialog))

interface DeleteAllButtonProps {
  registry: string
  /** With `/` written as `~`. */
  repository: string
  can: { allowed: boolean; reason: string | null }
}

/** Deletes every tag of a repository, after its plan was shown and its name typed. */
export function DeleteAllButton({ registry, repository, can }: DeleteAllButtonProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <GatedButton
        can={can}
        variant="ghost"
        icon={<Trash2 className="size-3.5" />}
        onClick={() => setOpen(true)}
      >
        Delete all…
      </GatedButton>
      <Suspense>
        {isOpen && (
          <DeletionDialog
            target={{ registry, repository, body: { all: true } }}
            onClose={() => setOpen(false)}
          />
        )}
      </Suspense>
    </>
  )
}
