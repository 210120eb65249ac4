import { Limiter } from '@/lib/core/limiter'

/** So many requests to one registry are under way at once; more only wait inside it. */
export const REQUESTS_PER_REGISTRY = 16

const limiters = new Map<string, Limiter>()

/** The one limiter of a registry in this process, whatever jobs ask it. */
export function limiterOf(registryId: string): Limiter {
  const kept = limiters.get(registryId)
  if (kept !== undefined) return kept
  const limiter = new Limiter(REQUESTS_PER_REGISTRY)
  limiters.set(registryId, limiter)
  return limiter
}

/** Does a thing for each item, `max` at once, until the signal aborts. The first failure ends it. */
export async function forEachOf<T>(
  items: readonly T[],
  { max, signal }: { readonly max: number; readonly signal: AbortSignal },
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values()
  const lane = async () => {
    for (const item of rest) {
      if (signal.aborted) return
      await work(item)
    }
  }
  await Promise.all(Array.from({ length: Math.min(max, items.length) }, lane))
}
