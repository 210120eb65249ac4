/**
 * Whether events arrive. `off`: no secret was made. `waiting`: none came yet. `arriving`. `silent`: changes were
 * found after the last event that none told of. `leaking`: events come, and not of everything.
 */
export type NotificationHealth = 'off' | 'waiting' | 'arriving' | 'silent' | 'leaking'

export interface HealthFacts {
  readonly hasSecret: boolean
  readonly lastEventAt: number | null
  /** The newest change of the last days that no event told of; null for none. */
  readonly lastUnannouncedAt: number | null
}

export function healthOf({ hasSecret, lastEventAt, lastUnannouncedAt }: HealthFacts): NotificationHealth {
  if (!hasSecret) return 'off'
  if (lastEventAt === null) return 'waiting'
  if (lastUnannouncedAt === null) return 'arriving'
  return lastUnannouncedAt > lastEventAt ? 'silent' : 'leaking'
}

export interface Lag {
  readonly medianMs: number
  readonly p95Ms: number
  /** How many events it was taken from. */
  readonly events: number
}

/** How long events were under way, by the nearest rank; null where none of them says so. */
export function lagOf(lagsMs: readonly number[]): Lag | null {
  if (lagsMs.length === 0) return null
  const sorted = lagsMs.toSorted((a, b) => a - b)
  const rank = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0
  return { medianMs: rank(0.5), p95Ms: rank(0.95), events: sorted.length }
}
