import 'server-only'
import { setTimeout as delay } from 'node:timers/promises'
import type { Context } from '@/lib/access/context'
import { requestCheck } from '@/lib/sync/use-cases/request-check'
import { runtime } from './runtime'

const MINUTE_MS = 60_000
/** Queueing takes a millisecond or two; a page does not wait for a database that is busy. */
const PATIENCE_MS = 100

interface OpenedRepository {
  readonly registry: string
  readonly repository: string
}

/**
 * Has a repository that somebody opens looked at in the background when its index is old. True when a check
 * was queued, as far as could be told at once. Never fails what asks.
 */
export async function checkWhenOpened(ctx: Context, place: OpenedRepository): Promise<boolean> {
  const { checkMinutes } = runtime().settings
  if (checkMinutes === 0) return false
  const asked = requestCheck(ctx, { ...place, afterMs: checkMinutes * MINUTE_MS }).catch((error: unknown) => {
    ctx.log.warn({ error, ...place }, 'a light check could not be queued')
    return false
  })
  return Promise.race([asked, delay(PATIENCE_MS, false, { ref: false })])
}
