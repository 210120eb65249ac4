interface Pace {
  readonly ages: readonly { readonly computedAt: number | null; readonly tookMs: number }[]
  /** When storage was added up last, which happens after changes; null for never. */
  readonly indexedAt: number | null
  readonly now: number
}

const PAUSE_MIN_MS = 15_000
/** Of twenty seconds at most one is spent on it. */
const SHARE = 20

/** Whether to look again for what nothing needs: something changed since, and the pause fits the last one. */
export function isDanglingDue({ ages, indexedAt, now }: Pace): boolean {
  if (indexedAt === null) return false
  const pause = Math.max(PAUSE_MIN_MS, ages.reduce((sum, { tookMs }) => sum + tookMs, 0) * SHARE)
  return ages.some(({ computedAt }) => {
    if (computedAt === null) return true
    return computedAt < indexedAt && now - computedAt >= pause
  })
}
