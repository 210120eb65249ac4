import 'server-only'
import { record } from '@/lib/audit/record'
import { transaction } from '@/lib/db/transaction'
import type { Context } from '../context'
import type { SignInMethod } from '../external/person'

/** Writes down that a person signed out here. Their other sessions go on. */
export async function endSession(ctx: Context, method: SignInMethod): Promise<void> {
  const { actor } = ctx
  if (actor.kind !== 'user') return
  await transaction(ctx.db, (tx) =>
    record(ctx, tx, { type: 'session.ended', resource: actor.id, facts: { method } }),
  )
}
