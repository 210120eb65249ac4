import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'

/** Gives a new job the items of another that failed or were left; none leaves it to plan anew. How many there are. */
export async function copyOpenItems(
  tx: Executor,
  { from, to, at }: { readonly from: string; readonly to: string; readonly at: number },
): Promise<number> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('job_item')
    .columns(['job_id', 'key', 'state', 'attempt', 'updated_at'])
    .expression((eb) =>
      eb
        .selectFrom('job_item')
        .select([
          sql.val(to).as('job_id'),
          'key',
          sql.lit('queued').as('state'),
          sql.lit(0).as('attempt'),
          sql.val(at).as('updated_at'),
        ])
        .where('job_id', '=', from)
        .where('state', 'in', ['failed', 'queued']),
    )
    .executeTakeFirst()
  const count = Number(numInsertedOrUpdatedRows ?? 0)
  if (count > 0) await tx.updateTable('job').set({ total: count }).where('id', '=', to).execute()
  return count
}
