'use client'

import { Copy, Trash2, X } from 'lucide-react'
import { Suspense } from 'react'
import type { Tag, TagFilter } from '../catalog/queries'
import { countOf, NOTHING, type Selection } from '../catalog/tags/selection'
import { Button } from '../ui/button'
import { copyText } from '../ui/copy-button'
import { GatedButton } from '../ui/gated-button'
import { IconButton } from '../ui/icon-button'
import { onDemand } from '../ui/on-demand'
import { toast } from '../ui/toast'
import { targetOf } from './deletion-target'

const DeletionDialog = onDemand(() => import('./deletion-dialog').then((module) => module.DeletionDialog))

interface BulkBarProps {
  registry: string
  /** With `/` written as `~`. */
  repository: string
  selection: Selection
  filter: TagFilter
  /** The rows that are loaded. */
  tags: readonly Tag[]
  /** How many match the filter, loaded or not. */
  total: number
  can: { allowed: boolean; reason: string | null }
  isDeleting: boolean
  onDeleting: (isDeleting: boolean) => void
  onSelect: (selection: Selection) => void
}

/** What can be done with the tags that were chosen. Stays in sight at the bottom. */
export function BulkBar(props: BulkBarProps) {
  const { selection, filter, tags, total, can, isDeleting, onDeleting, onSelect } = props
  const count = countOf(selection, total)
  const mayTakeAll = !selection.isAll && selection.digests.size < total
  const copy = async () => {
    const lines = tags
      .filter((tag) => selection.isAll || selection.digests.has(tag.name))
      .flatMap((tag) => tag.digest ?? [])
    const digests = selection.isAll ? lines : [...selection.digests.values()]
    if (!(await copyText([...new Set(digests)].join('\n'), 'digests'))) return
    toast.success(`Copied ${new Set(digests).size.toLocaleString('en')} digests`)
  }
  return (
    <section
      aria-label="Chosen tags"
      className="sticky bottom-0 z-10 flex flex-wrap items-center gap-2 rounded-b-lg border-t border-line bg-raised px-3 py-2 shadow-modal"
    >
      <p role="status" className="font-medium tabular-nums">
        {count.toLocaleString('en')} {count === 1 ? 'tag' : 'tags'} chosen
      </p>
      {mayTakeAll && (
        <Button
          size="sm"
          variant="ghost"
          onClick={() => onSelect({ isAll: true, digests: new Map() })}
        >{`Select all ${total.toLocaleString('en')} that match`}</Button>
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
        <IconButton label="Choose none" size="sm" onClick={() => onSelect(NOTHING)}>
          <X />
        </IconButton>
      </span>
      <Suspense>
        {isDeleting && can.allowed && (
          <DeletionDialog
            target={targetOf(props, selection, filter)}
            onClose={() => onDeleting(false)}
            onStarted={() => onSelect(NOTHING)}
          />
        )}
      </Suspense>
    </section>
  )
}
