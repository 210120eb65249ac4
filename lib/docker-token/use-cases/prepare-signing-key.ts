import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { AppError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import type { TokenKey } from '../key'
import { makeKey } from '../new-key'
import { insertKey } from '../store/keys'
import { ensureSigningKey } from './ensure-signing-key'

/** Makes the key that is to follow. It signs nothing before registries know it and an admin says so. */
export async function prepareSigningKey(ctx: Context): Promise<TokenKey> {
  await authorize(ctx, 'settings:manage')

  await ensureSigningKey(ctx)
  const key = makeKey(ctx, 'next')

  await transaction(ctx.db, async (tx) => {
    if (!(await insertKey(tx, key))) {
      throw new AppError('conflict', 'A new key waits already. Activate it, or discard it first.')
    }
    await record(ctx, tx, { type: 'signing-key.created', resource: key.kid, facts: { state: 'next' } })
  })
  return key
}
