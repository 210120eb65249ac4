const STALE_AFTER_MS = 60 * 60 * 1000

export interface Freshness {
  /** End of the last comparison that finished; null for never. */
  readonly syncedAt: number | null
  readonly health: 'unknown' | 'up' | 'failing'
}

/** Whether what is shown of a registry may have changed since: never compared, not for an hour, or not reachable. */
export function isStale({ syncedAt, health }: Freshness, nowMs: number): boolean {
  return syncedAt === null || health === 'failing' || nowMs - syncedAt > STALE_AFTER_MS
}
