/**
 * How far a feed has been read. Numbers are given out before their transactions commit, so that a lower one may
 * turn up after a higher: those not yet seen are kept and asked for again, until no transaction lasts so long.
 */
export interface Tail {
  /** The highest number seen. */
  readonly high: number
  /** Numbers below it that have not turned up, with when each was first missed. */
  readonly gaps: ReadonlyMap<number, number>
}

export interface Reading {
  readonly tail: Tail
  /** More are missing than can be waited for: whoever listens must read everything again. */
  readonly isLost: boolean
}

/** A number that has not turned up for so long was rolled back. */
export const GAP_KEPT_MS = 120_000
const GAPS_MAX = 1_000

/** The tail after some numbers turned up. */
export function advance(tail: Tail, seen: readonly number[], now: number): Reading {
  const gaps = new Map(tail.gaps)
  let high = tail.high
  let isLost = false
  for (const sequence of [...seen].sort((a, b) => a - b)) {
    gaps.delete(sequence)
    if (sequence - high > GAPS_MAX) isLost = true
    else for (let missing = high + 1; missing < sequence; missing += 1) gaps.set(missing, now)
    high = Math.max(high, sequence)
  }
  for (const [sequence, since] of gaps) if (now - since > GAP_KEPT_MS) gaps.delete(sequence)
  if (gaps.size > GAPS_MAX) return { tail: { high, gaps: new Map() }, isLost: true }
  return { tail: { high, gaps }, isLost }
}

/** Everything up to this number has been read, whatever commits later: where a reader may go on. */
export function markOf({ high, gaps }: Tail): number {
  return gaps.size === 0 ? high : Math.min(...gaps.keys()) - 1
}
