/** An hour: four missed quarter-hourly crawls. */
export const STALE_AFTER_MS = 60 * 60 * 1000

/** Whether what the index shows may be behind the registry: never compared, or too long ago. */
export function isStale(syncedAt: number | null, now: number): boolean {
  return syncedAt === null || now - syncedAt > STALE_AFTER_MS
}
