'use client'

import { Trash2 } from 'lucide-react'
import { Suspense, useState } from 'react'
import { fromRepositorySlug } from '@/lib/oci/slug'
import { WhyLink } from '../shell/why-link'
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
      <span className="inline-flex items-center gap-1.5">
        <GatedButton
          can={can}
          variant="ghost"
          icon={<Trash2 className="size-3.5" />}
          onClick={() => setOpen(true)}
        >
          Delete all…
        </GatedButton>
        <WhyLink
          {...{ can, registry }}
          action="tag:delete"
          path={fromRepositorySlug(repository)}
          what="delete the tags of this repository"
        />
      </span>
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
