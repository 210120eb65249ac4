import type { TrashItem } from './queries'

/** What was opened for one thing in the trash. */
export interface TrashDialog {
  readonly what: 'restore' | 'purge'
  readonly item: TrashItem
}

/** Whether an item may be chosen to be put back. */
export function isRestorable(item: TrashItem): boolean {
  return item.state === 'restorable' && item.can.restore.allowed
}
