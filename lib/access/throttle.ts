import 'server-only'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '@/lib/core/errors'

const WINDOW_SECONDS = 15 * 60
const ATTEMPTS_PER_NAME = 5
const ATTEMPTS_PER_ADDRESS = 20

export interface Attempt {
  /** What is being tried, folded: a user name, or a fixed word such as `setup`. */
  readonly name: string
  readonly ip: string | null
}

interface Limiters {
  readonly byName: RateLimiterMemory
  readonly byAddress: RateLimiterMemory
  readonly byBoth: RateLimiterMemory
}

declare global {
  /** Shared by all parts the server is bundled in. */
  var assayThrottle: Limiters | undefined
}

/**
 * Counts an attempt before it is judged, so that a burst cannot outrun the count.
 * @throws AppError `too-many-attempts` with the time to wait.
 */
export async function countAttempt(attempt: Attempt): Promise<void> {
  const { byName, byAddress, byBoth } = limiters()
  const address = attempt.ip ?? 'unknown'
  await take(byAddress, address)
  await take(byBoth, `${address} ${attempt.name}`)
  await take(byName, attempt.name)
}

/** Takes back what a right attempt cost; the wrong ones from this address still count. */
export async function forgiveAttempt(attempt: Attempt): Promise<void> {
  const { byName, byAddress, byBoth } = limiters()
  const address = attempt.ip ?? 'unknown'
  await byAddress.reward(address, 1)
  await byBoth.delete(`${address} ${attempt.name}`)
  await byName.delete(attempt.name)
}

/** Forgets every count, for tests. */
export function resetThrottle(): void {
  globalThis.assayThrottle = undefined
}

async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    throw new AppError('too-many-attempts', 'Too many attempts. Wait before you try again.', {
      retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)),
    })
  }
}

function limiters(): Limiters {
  globalThis.assayThrottle ??= {
    byName: limiter('name', ATTEMPTS_PER_NAME),
    byAddress: limiter('address', ATTEMPTS_PER_ADDRESS),
    byBoth: limiter('both', ATTEMPTS_PER_NAME),
  }
  return globalThis.assayThrottle
}

function limiter(keyPrefix: string, points: number): RateLimiterMemory {
  return new RateLimiterMemory({ keyPrefix, points, duration: WINDOW_SECONDS })
}
