import 'server-only'
import { type ChainedRow, chainHash } from '@/lib/db/audit-chain'
import type { Executor } from '@/lib/db/connection'

/** A row before it has its place in the chain. */
export type NewAuditRow = Omit<ChainedRow, 'sequence'>

/** A statement takes a limited number of values. */
const ROWS_AT_ONCE = 200

/**
 * Adds rows at the end of the chain. There is no way to change or remove one. Until the transaction ends nobody
 * else can append, so this belongs right before the commit.
 */
export async function appendEvents(tx: Executor, rows: readonly NewAuditRow[]): Promise<void> {
  if (!tx.isTransaction) return tx.transaction().execute((own) => appendEvents(own, rows))

  // The update waits for whoever appends now, on PostgreSQL by the row's lock, and then sees what they left.
  const end = await tx
    .updateTable('audit_head')
    .set((set) => ({ sequence: set('sequence', '+', rows.length) }))
    .where('id', '=', 1)
    .returning(['sequence', 'hash'])
    .executeTakeFirstOrThrow()

  let hash = end.hash
  const chained = rows.map((row, at) => {
    const next = { ...row, sequence: end.sequence - rows.length + at + 1 }
    const prev_hash = hash
    hash = chainHash(prev_hash, next)
    return { ...next, prev_hash, hash }
  })
  for (let at = 0; at < chained.length; at += ROWS_AT_ONCE) {
    await tx
      .insertInto('audit_event')
      .values(chained.slice(at, at + ROWS_AT_ONCE))
      .execute()
  }
  await tx.updateTable('audit_head').set({ hash }).where('id', '=', 1).execute()
}
