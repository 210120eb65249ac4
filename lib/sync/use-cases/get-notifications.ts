import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { getRegistryByName } from '@/lib/catalog/store/places'
import { healthOf, type Lag, lagOf, type NotificationHealth } from '../rules/notification-health'
import { countDeadLetters } from '../store/dead-letters'
import { type EndpointRow, findEndpoint } from '../store/endpoint'
import {
  findUnannounced,
  findWaiting,
  listLags,
  listTallies,
  type TallyRow,
  type Unannounced,
} from '../store/notification-facts'

/** Changes no event told of are looked for so far back. */
export const UNANNOUNCED_WITHIN_MS = 7 * 24 * 60 * 60 * 1000

export interface NotificationState {
  readonly registry: string
  readonly health: NotificationHealth
  /** Undefined where no secret was made yet. */
  readonly endpoint: EndpointRow | undefined
  readonly lag: Lag | null
  readonly tallies: readonly TallyRow[]
  readonly waiting: { readonly count: number; readonly oldestAt: number | null }
  readonly unannounced: Unannounced
  readonly deadLetters: number
}

/** Whether and how a registry tells of its changes by itself. @throws NotFoundError */
export async function getNotifications(
  ctx: Context,
  input: { readonly registry: string },
): Promise<NotificationState> {
  await authorize(ctx, 'notification:read')

  const db = ctx.db.query
  const registry = await getRegistryByName(db, input.registry)
  const endpoint = await findEndpoint(db, registry.id)
  const unannounced = await findUnannounced(db, registry.id, ctx.clock.now() - UNANNOUNCED_WITHIN_MS)

  return {
    registry: registry.name,
    health: healthOf({
      hasSecret: endpoint !== undefined,
      lastEventAt: endpoint?.last_event_at ?? null,
      lastUnannouncedAt: unannounced.lastAt,
    }),
    endpoint,
    lag: lagOf(await listLags(db, registry.id)),
    tallies: await listTallies(db, registry.id),
    waiting: await findWaiting(db, registry.id),
    unannounced,
    deadLetters: await countDeadLetters(db, registry.id),
  }
}
