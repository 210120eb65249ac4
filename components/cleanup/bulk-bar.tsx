'use client'

import { Copy, Trash2, X } from 'lucide-react'
import { Suspense } from 'react'
import { fromRepositorySlug } from '@/lib/oci/slug'
import { WhyLink } from '../shell/why-link'
import { Button } from '../ui/button'
import { copyText } from '../ui/copy-button'
import { GatedButton } from '../ui/gated-button'
import { IconButton } from '../ui/icon-button'
import { onDemand } from '../ui/on-demand'
import { toast } from '../ui/toast'
import type { DeletionTarget } from './queries'

const DeletionDialog = onDemand(() => import('./deletion-dialog').then((module) => module.DeletionDialog))

interface BulkBarProps {
  target: DeletionTarget
  /** How many are chosen. */
  count: number
  /** How many match the filter, where not all of them are chosen; else null. */
  more: number | null
  /** Of those that are loaded. */
  digests: readonly string[]
  can: { allowed: boolean; reason: string | null }
  isDeleting: boolean
  onDeleting: (isDeleting: boolean) => void
  onSelectAll: () => void
  onClear: () => void
}

/** What can be done with the tags that were chosen. Stays in sight at the bottom. */
export function BulkBar(props: BulkBarProps) {
  const { target, count, more, digests, can, isDeleting, onDeleting, onSelectAll, onClear } = props
  const copy = async () => {
    if (!(await copyText(digests.join('\n'), 'digests'))) return
    toast.success(`Copied ${digests.length.toLocaleString('en')} digests`)
  }
  return (
    <section
      aria-label="Chosen tags"
      className="sticky bottom-0 z-10 flex flex-wrap items-center gap-2 rounded-b-lg border-t border-line bg-raised px-3 py-2 shadow-modal"
    >
      <p role="status" className="font-medium tabular-nums">
        {count.toLocaleString('en')} {count === 1 ? 'tag' : 'tags'} chosen
      </p>
      {more !== null && (
        <Button
          size="sm"
          variant="ghost"
          onClick={onSelectAll}
        >{`Select all ${more.toLocaleString('en')} that match`}</Button>
      )}
      <span className="ml-auto flex items-center gap-2">
        <Button size="sm" icon={<Copy className="size-3.5" />} onClick={copy}>
          Copy digests
        </Button>
        <GatedButton
          size="sm"
          variant="danger"
          can={can}
          icon={<Trash2 className="size-3.5" />}
          onClick={() => onDeleting(true)}
        >
          Delete…
        </GatedButton>
        <WhyLink
          can={can}
          action="tag:delete"
          registry={target.registry}
          path={fromRepositorySlug(target.repository)}
          what="delete these tags"
        />
        <IconButton label="Choose none" size="sm" onClick={onClear}>
          <X />
        </IconButton>
      </span>
      <Suspense>
        {isDeleting && can.allowed && (
          <DeletionDialog target={target} onClose={() => onDeleting(false)} onStarted={onClear} />
        )}
      </Suspense>
    </section>
  )
}
