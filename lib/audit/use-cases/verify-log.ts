import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { transaction } from '@/lib/db/transaction'
import { record } from '../record'
import { type ChainVerdict, type VerifyOptions, verifyChain } from '../verify-chain'

/** Reads the whole log and writes down what was found, in the log itself: the newest of these events is its state. */
export async function verifyLog(ctx: Context, options: VerifyOptions = {}): Promise<ChainVerdict> {
  await authorize(ctx, 'audit:verify')

  const startedAt = ctx.clock.now()
  const verdict = await verifyChain(ctx.db, options)
  if (verdict.kind === 'broken') ctx.log.error({ ...verdict }, 'the audit log is broken')

  await transaction(ctx.db, (tx) =>
    record(ctx, tx, {
      type: 'audit.verified',
      resource: 'audit',
      facts: { ...factsOf(verdict), tookMs: ctx.clock.now() - startedAt },
    }),
  ).catch((error: unknown) => {
    // A log that is broken badly enough takes no more rows; the verdict must be told all the same.
    if (verdict.kind === 'whole') throw error
    ctx.log.error({ error }, 'the verdict could not be recorded')
  })
  return verdict
}

function factsOf(verdict: ChainVerdict) {
  if (verdict.kind === 'whole') {
    return { isWhole: true, rows: verdict.rows, head: `${verdict.head.sequence}:${verdict.head.hash}` }
  }
  const { rows, sequence, fault, detail } = verdict
  return { isWhole: false, rows, brokenRow: sequence, fault, detail }
}
