import 'server-only'
import { record } from '@/lib/audit/record'
import { NotFoundError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import { authorize } from '../authorize'
import type { Context } from '../context'
import { findToken, revokeTokenRow } from '../store/api-token'

/** Revokes an API token; the next request with it is refused. Revoking a revoked one changes nothing. */
export async function revokeToken(ctx: Context, tokenId: string): Promise<void> {
  await authorize(ctx, 'token:manage')

  await transaction(ctx.db, async (tx) => {
    const token = await findToken(tx, tokenId)
    if (token === undefined) throw new NotFoundError()
    if (!(await revokeTokenRow(tx, tokenId, ctx.clock.now()))) return
    const facts = { name: token.name, owner: token.userId }
    await record(ctx, tx, { type: 'token.revoked', resource: tokenId, facts })
  })
}
