import 'server-only'
import { sql } from 'kysely'
import { announce } from '@/lib/changes/announce'
import type { Database, Executor } from '@/lib/db/connection'
import { databaseNow } from '@/lib/db/dialects/features'
import { transaction } from '@/lib/db/transaction'
import type { Verdict } from '../rules/retry'

/** A sender that is silent for so long has lost its delivery; a try takes ten seconds at most. */
const LEASE_MS = 60_000

/** One try at a delivery. A result of an older try changes nothing. */
export interface Claim {
  readonly id: string
  readonly webhookId: string
  readonly eventType: string
  readonly body: string
  readonly attempt: number
  readonly url: string
  readonly secretSealed: string
}

interface Wanted {
  readonly limit: number
  /** Webhooks that have as many tries under way as they may. */
  readonly except: readonly string[]
}

/** Takes deliveries whose time has come, those that wait longest first. */
export async function claimDeliveries(db: Database, wanted: Wanted): Promise<readonly Claim[]> {
  // Looking first keeps an idle sender from taking the write lock at every poll.
  const isIdle = (await due(db, db.query, { ...wanted, limit: 1 }).executeTakeFirst()) === undefined
  if (isIdle) return []
  return transaction(db, async (tx) => {
    const query = due(db, tx, wanted)
    const locked = db.dialect === 'postgres' ? query.forUpdate('webhook_delivery').skipLocked() : query
    const rows = await locked.execute()
    if (rows.length === 0) return []
    await tx
      .updateTable('webhook_delivery')
      .set((eb) => ({
        attempt: eb('attempt', '+', 1),
        next_at: sql<number>`${databaseNow(db.dialect)} + ${sql.lit(LEASE_MS)}`,
      }))
      .where(
        'id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute()
    return rows.map((row) => ({
      id: row.id,
      webhookId: row.webhook_id,
      eventType: row.event_type,
      body: row.body,
      attempt: row.attempt + 1,
      url: row.url,
      secretSealed: row.secret_sealed,
    }))
  })
}

function due(db: Database, executor: Executor, { limit, except }: Wanted) {
  let query = executor
    .selectFrom('webhook_delivery')
    .innerJoin('webhook', 'webhook.id', 'webhook_delivery.webhook_id')
    .select([
      'webhook_delivery.id',
      'webhook_delivery.webhook_id',
      'webhook_delivery.event_type',
      'webhook_delivery.body',
      'webhook_delivery.attempt',
      'webhook.url',
      'webhook.secret_sealed',
    ])
    .where('webhook_delivery.state', '=', 'pending')
    .where('webhook_delivery.next_at', '<=', databaseNow(db.dialect))
    .where('webhook.is_paused', '=', 0)
  if (except.length > 0) query = query.where('webhook_delivery.webhook_id', 'not in', [...except])
  return query.orderBy('webhook_delivery.next_at').limit(limit)
}

export interface Tried {
  readonly claim: Claim
  readonly status: number | null
  readonly code: string | null
  readonly at: number
  readonly durationMs: number
  readonly verdict: Verdict
}

/** Writes down how a try went and what follows. False when another try has been made since. */
export async function saveAttempt(db: Database, tried: Tried): Promise<boolean> {
  const { claim, verdict } = tried
  const now = databaseNow(db.dialect)
  return transaction(db, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('webhook_delivery')
      .set(
        verdict.kind === 'retry'
          ? { next_at: sql<number>`${now} + ${sql.lit(verdict.delayMs)}` }
          : { state: verdict.kind, finished_at: tried.at },
      )
      .where('id', '=', claim.id)
      .where('attempt', '=', claim.attempt)
      .where('state', '=', 'pending')
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) return false
    await tx
      .insertInto('webhook_attempt')
      .values({
        delivery_id: claim.id,
        attempt: claim.attempt,
        at: tried.at,
        duration_ms: tried.durationMs,
        status: tried.status,
        code: tried.code,
      })
      .execute()
    await announce(tx, { topic: `webhook:${claim.webhookId}` })
    return true
  })
}
