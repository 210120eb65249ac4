import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { NotFoundError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import { forgetSigner } from '../active-signer'
import { activateKeyRow, retireActiveKey } from '../store/keys'

/**
 * Lets the waiting key sign from now on and the old one never again. A registry that does not know the new key
 * refuses everybody, so whoever calls this has given it to all of them.
 */
export async function activateSigningKey(ctx: Context, kid: string): Promise<void> {
  await authorize(ctx, 'settings:manage')

  const now = ctx.clock.now()
  await transaction(ctx.db, async (tx) => {
    await retireActiveKey(tx, now)
    if (!(await activateKeyRow(tx, kid, now))) throw new NotFoundError()
    await record(ctx, tx, { type: 'signing-key.activated', resource: kid })
  })
  forgetSigner(ctx.db)
}
