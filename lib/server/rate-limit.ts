import 'server-only'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Context } from '@/lib/access/context'
import type { Cost } from '@/lib/api/contracts/endpoint'
import { AppError } from '@/lib/core/errors'

const WINDOW_SECONDS = 60
/** In a minute, for each caller and each process. Search is asked with every few letters that are typed. */
const REQUESTS_MAX: Readonly<Record<Cost, number>> = {
  search: 300,
  export: 10,
  probe: 30,
  sync: 120,
  verify: 4,
}

declare global {
  /** Shared by all parts the server is bundled in. */
  var assayRateLimiters: Map<Cost, RateLimiterMemory> | undefined
}

/** Counts a request for expensive work. @throws AppError `too-many-requests` with the time to wait */
export async function limitRate(cost: Cost, { actor, ip }: Pick<Context, 'actor' | 'ip'>): Promise<void> {
  if (actor.kind === 'system') return
  const key = actor.kind === 'anonymous' ? `anonymous ${ip}` : actor.id
  try {
    await limiterOf(cost).consume(key)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    throw new AppError(
      'too-many-requests',
      'This was asked too often in a short time. Wait before asking again.',
      {
        retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)),
      },
    )
  }
}

/** Forgets every count, for tests. */
export function resetRateLimits(): void {
  globalThis.assayRateLimiters = undefined
}

function limiterOf(cost: Cost): RateLimiterMemory {
  globalThis.assayRateLimiters ??= new Map()
  const kept = globalThis.assayRateLimiters.get(cost)
  if (kept !== undefined) return kept
  const limiter = new RateLimiterMemory({
    keyPrefix: cost,
    points: REQUESTS_MAX[cost],
    duration: WINDOW_SECONDS,
  })
  globalThis.assayRateLimiters.set(cost, limiter)
  return limiter
}
