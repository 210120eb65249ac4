'use client'

import { ConfirmWindow } from '../ui/confirm-window'
import { ProblemNotice } from '../ui/problem-notice'
import type { TrashItem } from './queries'
import { usePurge } from './use-restore'

/** Asks before something leaves the trash for good. */
export function PurgeDialog({ item, onClose }: { item: TrashItem; onClose: () => void }) {
  const purge = usePurge(onClose)
  return (
    <ConfirmWindow
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Purge ${item.tag ?? 'this manifest'} from the trash`}
      actionLabel="Purge for good"
      isPending={purge.isPending}
      error={purge.error ? <ProblemNotice error={purge.error} /> : null}
      onConfirm={() => purge.mutate(item)}
    >
      <p>
        <code className="font-mono text-xs wrap-anywhere">
          {item.repository}
          {item.tag === null ? '' : `:${item.tag}`}
        </code>{' '}
        cannot be restored afterwards. There is no undo. What the registry holds is not touched.
      </p>
    </ConfirmWindow>
  )
}
