import 'server-only'
import type { Executor } from '@/lib/db/connection'

const KEPT_MS = 24 * 60 * 60 * 1000

interface Place {
  readonly actorId: string
  readonly key: string
}

/** What was answered to a request of this key within the last day. */
export async function findAnswer(
  db: Executor,
  { actorId, key, at }: Place & { readonly at: number },
): Promise<{ readonly request_hash: string; readonly answer: string } | undefined> {
  return db
    .selectFrom('idempotency_key')
    .select(['request_hash', 'answer'])
    .where('actor_id', '=', actorId)
    .where('key', '=', key)
    .where('created_at', '>', at - KEPT_MS)
    .executeTakeFirst()
}

/** Keeps an answer in the transaction of what it tells of. False when the same key is answered already. */
export async function saveAnswer(
  tx: Executor,
  {
    actorId,
    key,
    at,
    requestHash,
    answer,
  }: Place & {
    readonly at: number
    readonly requestHash: string
    readonly answer: string
  },
): Promise<boolean> {
  await tx
    .deleteFrom('idempotency_key')
    .where('created_at', '<=', at - KEPT_MS)
    .execute()
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('idempotency_key')
    .values({ actor_id: actorId, key, request_hash: requestHash, answer, created_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
