const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const SIZES_MS = [
  MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  DAY_MS,
  7 * DAY_MS,
  30 * DAY_MS,
  90 * DAY_MS,
  365 * DAY_MS,
]
const BUCKETS_MAX = 62

/** Equal stretches of time, the first of them at `startMs`. */
export interface Buckets {
  readonly startMs: number
  readonly sizeMs: number
  /** 1..63. */
  readonly count: number
}

/** Stretches that cover a range, as short as they can be without becoming too many to be told apart. */
export function bucketsFor(fromMs: number, toMs: number): Buckets {
  const lengthMs = Math.max(MINUTE_MS, toMs - fromMs)
  const sizeMs = SIZES_MS.find((size) => lengthMs / size <= BUCKETS_MAX) ?? Math.ceil(lengthMs / BUCKETS_MAX)
  const startMs = Math.floor(fromMs / sizeMs) * sizeMs
  return { startMs, sizeMs, count: Math.max(1, Math.ceil((toMs - startMs) / sizeMs)) }
}
