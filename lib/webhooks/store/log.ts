import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'
import type { Position } from '@/lib/db/cursor'
import { after, orderBy, type SortOrder } from '@/lib/db/keyset'
import type { WebhookHealth } from '../webhook'

const NEWEST_FIRST: SortOrder = {
  columns: [sql.ref('webhook_delivery.created_at'), sql.ref('webhook_delivery.id')],
  direction: 'desc',
}

export interface DeliveryRow {
  readonly id: string
  readonly event_type: string
  readonly body: string
  readonly state: 'pending' | 'delivered' | 'dead'
  readonly attempt: number
  readonly next_at: number
  readonly created_at: number
  readonly finished_at: number | null
  readonly redelivery_of: string | null
  /** Of the last try that came to an end; null before the first. */
  readonly tried_at: number | null
  readonly duration_ms: number | null
  readonly status: number | null
  readonly code: string | null
}

export interface DeliveryFilter {
  readonly webhookId: string
  readonly state?: 'pending' | 'delivered' | 'dead' | undefined
}

function selectDeliveries(db: Executor) {
  return db
    .selectFrom('webhook_delivery')
    .leftJoin('webhook_attempt', (join) =>
      join
        .onRef('webhook_attempt.delivery_id', '=', 'webhook_delivery.id')
        .on(
          'webhook_attempt.attempt',
          '=',
          sql<number>`(select max(last.attempt) from webhook_attempt as last where last.delivery_id = webhook_delivery.id)`,
        ),
    )
    .select([
      'webhook_delivery.id',
      'webhook_delivery.event_type',
      'webhook_delivery.body',
      'webhook_delivery.state',
      'webhook_delivery.attempt',
      'webhook_delivery.next_at',
      'webhook_delivery.created_at',
      'webhook_delivery.finished_at',
      'webhook_delivery.redelivery_of',
      'webhook_attempt.at as tried_at',
      'webhook_attempt.duration_ms',
      'webhook_attempt.status',
      'webhook_attempt.code',
    ])
}

/** Deliveries of a webhook with their last try, newest first, at most `limit`. */
export async function listDeliveryRows(
  db: Executor,
  request: { readonly filter: DeliveryFilter; readonly limit: number; readonly after?: Position | undefined },
): Promise<readonly DeliveryRow[]> {
  const { webhookId, state } = request.filter
  let query = selectDeliveries(db).where('webhook_delivery.webhook_id', '=', webhookId)
  if (state !== undefined) query = query.where('webhook_delivery.state', '=', state)
  if (request.after !== undefined) query = query.where(after(NEWEST_FIRST, request.after))
  return query.orderBy(orderBy(NEWEST_FIRST)).limit(request.limit).execute()
}

export async function countDeliveries(db: Executor, { webhookId, state }: DeliveryFilter): Promise<number> {
  let query = db
    .selectFrom('webhook_delivery')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('webhook_id', '=', webhookId)
  if (state !== undefined) query = query.where('state', '=', state)
  return (await query.executeTakeFirst())?.total ?? 0
}

export async function findDelivery(
  db: Executor,
  place: { readonly webhookId: string; readonly deliveryId: string },
): Promise<DeliveryRow | undefined> {
  return selectDeliveries(db)
    .where('webhook_delivery.webhook_id', '=', place.webhookId)
    .where('webhook_delivery.id', '=', place.deliveryId)
    .executeTakeFirst()
}

/** How a webhook fares: what waits, what was given up, and how the last try went. */
export async function readHealth(db: Executor, webhookId: string): Promise<WebhookHealth> {
  const last = await db
    .selectFrom('webhook_attempt')
    .innerJoin('webhook_delivery', 'webhook_delivery.id', 'webhook_attempt.delivery_id')
    .select(['webhook_attempt.at', 'webhook_attempt.status', 'webhook_attempt.code'])
    .where('webhook_delivery.webhook_id', '=', webhookId)
    .orderBy('webhook_attempt.at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    pending: await countDeliveries(db, { webhookId, state: 'pending' }),
    dead: await countDeliveries(db, { webhookId, state: 'dead' }),
    lastAt: last?.at ?? null,
    lastStatus: last?.status ?? null,
    lastCode: last?.code ?? null,
  }
}
