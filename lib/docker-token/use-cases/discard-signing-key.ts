import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { NotFoundError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import { deleteNextKey } from '../store/keys'

/** Throws away a key that waits and has signed nothing. */
export async function discardSigningKey(ctx: Context, kid: string): Promise<void> {
  await authorize(ctx, 'settings:manage')

  await transaction(ctx.db, async (tx) => {
    if (!(await deleteNextKey(tx, kid))) throw new NotFoundError()
    await record(ctx, tx, { type: 'signing-key.discarded', resource: kid })
  })
}
