export interface StorageAge {
  readonly staleSince: number | null
  readonly computedAt: number | null
  readonly tookMs: number | null
}

const PAUSE_MIN_MS = 15_000
/** Of twenty seconds at most one is spent on adding up. */
const SHARE = 20
/** What a crawl changes next second is not worth adding up now, unless the crawl takes long. */
const PAUSE_IN_CRAWL_MS = 600_000

/** Whether storage is to be computed again: it has changed, and the pause fits the last one and what goes on. */
export function isStorageDue(
  { staleSince, computedAt, tookMs }: StorageAge,
  { now, isCrawling }: { readonly now: number; readonly isCrawling: boolean },
): boolean {
  if (staleSince === null) return false
  const pause = Math.max(PAUSE_MIN_MS, (tookMs ?? 0) * SHARE)
  if (isCrawling) return now - (computedAt ?? staleSince) >= Math.max(pause, PAUSE_IN_CRAWL_MS)
  return computedAt === null || now - computedAt >= pause
}
