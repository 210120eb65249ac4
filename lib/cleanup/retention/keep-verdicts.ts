import 'server-only'
import { setImmediate } from 'node:timers/promises'
import type { Context } from '@/lib/access/context'
import { rebuildableTransaction, transaction } from '@/lib/db/transaction'
import type { RetentionRunRow, RunTotals } from '../retention-policy'
import { updateRun } from '../store/retention-runs'
import {
  clearVerdicts,
  dropOldVerdicts,
  findEarlierVerdicts,
  readDeleted,
  saveVerdicts,
  type VerdictInsert,
  verdictKey,
} from '../store/retention-verdicts'
import type { JudgedScope } from './judge-scope'
import { inReadingOrder, type ShownVerdict } from './reading-order'

/** What stays is kept for reading up to here; what goes always is. */
const VERDICTS_MAX = 200_000
/** Rows of one transaction, so that others come between. */
const ROWS_EACH = 8_000

/** Writes down what was made of each tag and the totals, and forgets the verdicts nobody compares with any more. */
export async function keepVerdicts(
  ctx: Context,
  { run, judged }: { readonly run: RetentionRunRow; readonly judged: JudgedScope },
): Promise<RunTotals> {
  const earlier = await findEarlierVerdicts(ctx.db.query, { policyId: run.policyId, before: run.id })
  const wentBefore = earlier === undefined ? null : await readDeleted(ctx.db.query, earlier)
  const ordered = [...inReadingOrder(judged)]
  const goes = judged.totals.deleted + judged.manifests.length
  const kept = ordered.slice(0, Math.max(VERDICTS_MAX, goes))

  await clearVerdicts(ctx.db.query, run.id)
  for (let start = 0; start < kept.length; start += ROWS_EACH) {
    ctx.signal.throwIfAborted()
    const rows = kept
      .slice(start, start + ROWS_EACH)
      .map((verdict, at) => rowOf(verdict, { runId: run.id, position: start + at, wentBefore }))
    await rebuildableTransaction(ctx.db, (tx) => saveVerdicts(tx, rows))
    await setImmediate()
  }

  const compared = wentBefore === null ? null : compare(ordered, wentBefore)
  const totals: RunTotals = { ...judged.totals, verdicts: kept.length, compared, outcome: null }
  await transaction(ctx.db, async (tx) => {
    await updateRun(tx, run.id, {
      totals: JSON.stringify(totals),
      compared_with: earlier ?? null,
      has_verdicts: 1,
    })
    await dropOldVerdicts(tx, run.policyId)
  })
  return totals
}

interface Place {
  readonly runId: string
  readonly position: number
  readonly wentBefore: ReadonlySet<string> | null
}

function rowOf(shown: ShownVerdict, { runId, position, wentBefore }: Place): VerdictInsert {
  return {
    run_id: runId,
    position,
    ...shown,
    is_changed: wentBefore !== null && hasChanged(shown, wentBefore) ? 1 : 0,
  }
}

function hasChanged(shown: ShownVerdict, wentBefore: ReadonlySet<string>): boolean {
  return wentBefore.has(verdictKey(shown)) !== (shown.fate === 'delete')
}

function compare(shown: readonly ShownVerdict[], wentBefore: ReadonlySet<string>): RunTotals['compared'] {
  const changed = shown.filter((verdict) => hasChanged(verdict, wentBefore))
  const newlyDeleted = changed.filter(({ fate }) => fate === 'delete').length
  return { newlyDeleted, newlyKept: changed.length - newlyDeleted }
}
