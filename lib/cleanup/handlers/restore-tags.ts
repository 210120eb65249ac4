import 'server-only'
import { z } from 'zod'
import type { Context } from '@/lib/access/context'
import { AppError, type ProblemCode } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import type { JobHandler, JobRun } from '@/lib/jobs/handler'
import { addItems, closeItems, listOpenItems, readTally, setPhase } from '@/lib/jobs/store/progress'
import { asStarter, starterShape } from '../starter'
import { findTrashRow } from '../store/list-trash'
import { restoreItem } from '../use-cases/restore-item'

const restoreInput = z.object({ items: z.array(z.string()), starter: starterShape })

/** Puts items of the trash back, one after the other, as whoever asked for it. */
export const restoreTags: JobHandler = async (ctx, run) => {
  const { items, starter } = restoreInput.parse(JSON.parse(run.job.input))
  await transaction(ctx.db, (tx) => addItems(tx, run.hold, { keys: items, at: ctx.clock.now() }))
  await setPhase(ctx.db.query, run.hold, 'Restoring tags')

  for (const item of await listOpenItems(ctx.db.query, run.job.id)) {
    ctx.signal.throwIfAborted()
    await restoreOne(ctx, run, { item, acting: await asStarter(ctx, starter) })
  }

  const { failed } = await readTally(ctx.db.query, run.hold)
  if (failed === 0) return { status: 'succeeded', problemCode: null }
  return { status: failed === items.length ? 'failed' : 'partial', problemCode: null }
}

interface Turn {
  readonly item: string
  readonly acting: Context
}

async function restoreOne(ctx: Context, run: JobRun, { item, acting }: Turn): Promise<void> {
  const problemCode = await problemOf(acting, item)
  const result = { key: item, state: problemCode === null ? ('done' as const) : ('failed' as const) }
  await transaction(ctx.db, (tx) =>
    closeItems(tx, run.hold, { results: [{ ...result, problemCode }], at: ctx.clock.now() }),
  )
}

/** Why an item could not be put back; null when it was, now or by a try before this one. */
async function problemOf(acting: Context, item: string): Promise<ProblemCode | null> {
  try {
    await restoreItem(acting, { item })
    return null
  } catch (error) {
    acting.signal.throwIfAborted()
    if (!(error instanceof AppError)) throw error
    const row = error.code === 'conflict' ? await findTrashRow(acting.db.query, item) : undefined
    return row?.restored_at == null ? error.code : null
  }
}
