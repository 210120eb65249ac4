'use client'

import type { Line } from '../queries'
import { ReasonDialog } from '../reason-dialog'
import { useArchiveLine } from './use-line-actions'

/** Ends a line, after saying what that takes away. */
export function ArchiveDialog({ line, onClose }: { line: Line; onClose: () => void }) {
  const archive = useArchiveLine(line, onClose)
  return (
    <ReasonDialog
      title={`Archive ${line.name}`}
      description="Nothing is nominated into it any more, and its images lose their protection against deletion. Its history stays."
      actionLabel="Archive line"
      tone="danger"
      isPending={archive.isPending}
      error={archive.error}
      onConfirm={(reason) => archive.mutate(reason)}
      onClose={onClose}
    />
  )
}
