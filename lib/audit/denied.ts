import 'server-only'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Context } from '@/lib/access/context'
import { rowOf } from './record'
import { appendEvents } from './store/append'
import { findRegistryName } from './store/registry-name'

const WINDOW_SECONDS = 60
const SAME_ATTEMPTS_MAX = 3
const ATTEMPTS_OF_ACTOR_MAX = 60

export interface DeniedResource {
  readonly registryId?: string | undefined
  readonly repository?: string | undefined
  readonly namespace?: string | undefined
}

interface Limits {
  readonly bySame: RateLimiterMemory
  readonly byActor: RateLimiterMemory
}

declare global {
  /** Shared by all parts the server is bundled in. */
  var assayDeniedLimits: Limits | undefined
  var assayDeniedWrites: Promise<void> | undefined
}

/**
 * Writes down that somebody was refused, beside the request and not in its way: it may be called inside a
 * transaction, and it never fails. The same attempt is written three times in a minute at most, and sixty of
 * one actor, so that a loop cannot fill the log.
 */
export async function recordDenied(
  ctx: Context,
  action: string,
  ...[resource, reason]: readonly [resource: DeniedResource, reason: string]
): Promise<void> {
  const denial = { action, resource, reason }
  const left = await takePlace(ctx, denial)
  if (left === undefined) return
  const write = (globalThis.assayDeniedWrites ?? Promise.resolve()).then(() =>
    append(ctx, denial, left === 0).catch((error: unknown) =>
      ctx.log.error({ error, action, requestId: ctx.requestId }, 'a denied attempt could not be recorded'),
    ),
  )
  globalThis.assayDeniedWrites = write
}

/** Waits for every denied attempt so far to be written: at the end of the process, and in tests. */
export async function settleDenied(): Promise<void> {
  await globalThis.assayDeniedWrites
}

/** Forgets every count, for tests. */
export function resetDeniedLimits(): void {
  globalThis.assayDeniedLimits = undefined
}

interface Denial {
  readonly action: string
  readonly resource: DeniedResource
  readonly reason: string
}

async function append(ctx: Context, { action, resource, reason }: Denial, isLast: boolean): Promise<void> {
  const { registryId = null } = resource
  const repository = resource.repository ?? resource.namespace ?? null
  const registry = registryId && ((await findRegistryName(ctx.db.query, registryId)) ?? registryId)
  const row = rowOf(ctx, {
    type: 'access.denied',
    resource: [registry, repository].filter(Boolean).join('/') || action.split(':', 1).join(''),
    registryId,
    repository,
    grounds: reason,
    facts: { action, ...(isLast && { isLastRecordedThisMinute: true }) },
  })
  await appendEvents(ctx.db.query, [row])
}

/** How many more like it may be written this minute; undefined when this one may not. */
async function takePlace(ctx: Context, { action, resource }: Denial): Promise<number | undefined> {
  const { bySame, byActor } = limits()
  const actor = ctx.actor.kind === 'anonymous' ? `anonymous ${ctx.ip}` : ctx.actor.id
  const key = [actor, action, resource.registryId, resource.repository, resource.namespace].join(' ')
  try {
    const { remainingPoints } = await bySame.consume(key)
    await byActor.consume(actor)
    return remainingPoints
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return undefined
    throw refusal
  }
}

function limits(): Limits {
  globalThis.assayDeniedLimits ??= {
    bySame: new RateLimiterMemory({
      keyPrefix: 'same',
      points: SAME_ATTEMPTS_MAX,
      duration: WINDOW_SECONDS,
    }),
    byActor: new RateLimiterMemory({
      keyPrefix: 'actor',
      points: ATTEMPTS_OF_ACTOR_MAX,
      duration: WINDOW_SECONDS,
    }),
  }
  return globalThis.assayDeniedLimits
}
