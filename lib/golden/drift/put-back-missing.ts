import 'server-only'
import type { Context } from '@/lib/access/context'
import { askRegistry } from '@/lib/catalog/ask-registry'
import { AppError } from '@/lib/core/errors'
import { judgePutBack, PUT_BACK_A_DAY_MAX, TOO_OFTEN, waitAfter } from '../rules/put-back'
import { DAY_MS, stateOf } from '../rules/version'
import { type DriftRow, findDriftRow } from '../store/drift'
import { findLine } from '../store/lines'
import { countPutBack, listMissing, saveAttemptProblem, takeAttempt } from '../store/put-back'
import { listWatchedRows } from '../store/watched'
import { checkLine } from './check-line'
import { FOUND_AGAIN, type Missing, putBackOne } from './put-back-one'

/** Below the shortest wait after an attempt, which is how long others leave it alone. */
const WAIT_MS = 50_000

/**
 * Puts back what the registry lost of golden versions, where their line says so: what an index lists before the index,
 * then the tags that went with it. Each attempt is begun by one replica and bounded; what fails stays drift with its
 * reason. How much was put back.
 */
export async function putBackMissing(ctx: Context): Promise<number> {
  let count = 0
  for (const id of await listMissing(ctx.db.query, ctx.clock.now())) {
    ctx.signal.throwIfAborted()
    if (await attempt(ctx, id)) count += 1
  }
  return count
}

async function attempt(ctx: Context, id: string): Promise<boolean> {
  const now = ctx.clock.now()
  const row = await findDriftRow(ctx.db.query, id)
  const line = row && (await findLine(ctx.db.query, row.lineId))
  if (row === undefined || line === undefined) return false
  const versions = await listWatchedRows(ctx.db.query, line.id)
  const version = versions.find((one) => one.id === row.versionId)
  const state = version && stateOf(version, versions, now)
  if (version === undefined || judgePutBack(row, state, now) !== 'now') return false

  if (!(await takeAttempt(ctx.db.query, row, now + waitAfter(row.attempts + 1)))) return false
  const missing = { row, line, version, versions }
  const problem = (await isTooOften(ctx, row)) ? TOO_OFTEN : await outcomeOf(ctx, missing)
  if (problem === null) return true
  await saveAttemptProblem(ctx.db.query, id, problem)
  if (problem === FOUND_AGAIN) {
    await checkLine(ctx, { lineId: line.id, learnedBy: 'clock', about: new Set([row.subject]) })
  }
  return false
}

async function isTooOften(ctx: Context, row: DriftRow): Promise<boolean> {
  return (await countPutBack(ctx.db.query, row, ctx.clock.now() - DAY_MS)) >= PUT_BACK_A_DAY_MAX
}

/** Null when it was put back, else why not. */
async function outcomeOf(ctx: Context, missing: Missing): Promise<string | null> {
  const { row, line } = missing
  try {
    const question = { registryId: line.registryId, waitMs: WAIT_MS }
    return await askRegistry(ctx, question, (client, signal) =>
      putBackOne(ctx, { ...missing, client, signal }),
    )
  } catch (error) {
    ctx.signal.throwIfAborted()
    if (!(error instanceof AppError)) throw error
    ctx.log.warn({ drift: row.id, line: line.name, error }, 'a golden manifest could not be put back')
    return error.code
  }
}
