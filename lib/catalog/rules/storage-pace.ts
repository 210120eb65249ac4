export interface StorageAge {
  readonly staleSince: number | null
  readonly computedAt: number | null
  readonly tookMs: number | null
}

const PAUSE_MIN_MS = 15_000
/** Of twenty seconds at most one is spent on adding up. */
const SHARE = 20

/** Whether storage is to be computed again: it has changed, and the pause fits what the last one took. */
export function isStorageDue({ staleSince, computedAt, tookMs }: StorageAge, nowMs: number): boolean {
  if (staleSince === null) return false
  if (computedAt === null) return true
  return nowMs - computedAt >= Math.max(PAUSE_MIN_MS, (tookMs ?? 0) * SHARE)
}
