import 'server-only'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { transaction } from '@/lib/db/transaction'
import type { TokenKey } from '../key'
import { makeKey } from '../new-key'
import { findKeyIn, insertKey } from '../store/keys'

/** Makes the first key where there is none. Of several processes that start at once one does. */
export async function ensureSigningKey(ctx: Context): Promise<TokenKey> {
  const known = await findKeyIn(ctx.db.query, 'active')
  if (known !== undefined) return known

  const key = makeKey(ctx, 'active')
  return transaction(ctx.db, async (tx) => {
    if (await insertKey(tx, key)) {
      await record(ctx, tx, { type: 'signing-key.created', resource: key.kid, facts: { state: 'active' } })
    }
    return (await findKeyIn(tx, 'active')) ?? key
  })
}
