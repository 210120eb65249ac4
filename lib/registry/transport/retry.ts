import 'server-only'
import { setTimeout as delay } from 'node:timers/promises'

const RETRY_AFTER_SECONDS_MAX = 120
const RETRY_AFTER_SECONDS_DEFAULT = 5
const BACKOFF_BASE_MS = 150
const BACKOFF_MAX_MS = 2_000

/** Seconds to wait by a Retry-After header, 0..120; 5 for one that makes no sense. Null for no header. */
export function retryAfterSeconds(header: string | null, nowMs: number): number | null {
  if (header === null) return null
  const text = header.trim()
  if (/^\d{1,15}$/.test(text)) return Math.min(Number(text), RETRY_AFTER_SECONDS_MAX)
  const at = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) return RETRY_AFTER_SECONDS_DEFAULT
  return Math.min(Math.max(Math.ceil((at - nowMs) / 1000), 0), RETRY_AFTER_SECONDS_MAX)
}

/** Full jitter: anywhere between nothing and the doubled base, so that callers do not come back together. */
export function backoffMs(attempt: number, random: number): number {
  return random * Math.min(BACKOFF_BASE_MS * 2 ** attempt, BACKOFF_MAX_MS)
}

/** Waits, or throws the signal's reason as soon as it is aborted. */
export async function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(ms, undefined, signal === undefined ? {} : { signal })
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  }
}
