import 'server-only'
import { setImmediate } from 'node:timers/promises'
import type { Context } from '@/lib/access/context'
import { AppError } from '@/lib/core/errors'
import type { Executor } from '@/lib/db/connection'
import { rebuildableTransaction } from '@/lib/db/transaction'
import type { JobHandler } from '@/lib/jobs/handler'
import { setPhase } from '@/lib/jobs/store/progress'
import { parseConfig } from '@/lib/oci/config'
import { searchableLabels } from '../rules/labels'
import { saveLabels } from '../store/save-labels'
import {
  type BackfillProgress,
  listConfigsAfter,
  listNamesAfter,
  listTagNamesAfter,
  readBackfill,
  saveBackfill,
} from '../store/search-backfill'
import { learnWords } from '../store/spelling'

const PHASES: Readonly<Record<BackfillProgress['phase'], string>> = {
  repositories: 'Reading names of repositories',
  tags: 'Reading names of tags',
  labels: 'Reading labels',
  done: 'Done',
}

/** Makes findable what was indexed before search knew of it. Goes on where an earlier try was stopped. */
export const indexSearch: JobHandler = async (ctx, run) => {
  let progress = await readBackfill(ctx.db.query)
  let shown: BackfillProgress['phase'] | null = null
  while (progress.phase !== 'done') {
    ctx.signal.throwIfAborted()
    if (shown !== progress.phase) await setPhase(ctx.db.query, run.hold, PHASES[progress.phase])
    shown = progress.phase
    progress = await step(ctx, progress)
    await setImmediate()
  }
  return { status: 'succeeded', problemCode: null }
}

async function step(ctx: Context, { phase, after }: BackfillProgress): Promise<BackfillProgress> {
  const db = ctx.db.query
  if (phase === 'repositories') {
    const names = await listNamesAfter(db, after)
    const next = names.at(-1)
    return save(ctx, next === undefined ? { phase: 'tags', after: '' } : { phase, after: next }, (tx) =>
      learnWords(tx, names),
    )
  }
  if (phase === 'tags') {
    const names = await listTagNamesAfter(db, after)
    const next = names.at(-1)
    return save(ctx, next === undefined ? { phase: 'labels', after: '' } : { phase, after: next }, (tx) =>
      learnWords(tx, names),
    )
  }
  const configs = await listConfigsAfter(db, after)
  const next = configs.at(-1)
  const labels = configs.map(({ digest, body }) => ({ configDigest: digest, labels: labelsOf(body) }))
  return save(
    ctx,
    next === undefined ? { phase: 'done', after: '' } : { phase: 'labels', after: next.digest },
    (tx) => saveLabels(tx, labels),
  )
}

async function save(
  ctx: Context,
  to: BackfillProgress,
  write: (tx: Executor) => Promise<void>,
): Promise<BackfillProgress> {
  await rebuildableTransaction(ctx.db, async (tx) => {
    await write(tx)
    await saveBackfill(tx, to, ctx.clock.now())
  })
  return to
}

/** A config that cannot be read has no labels; its image is shown without a config too. */
function labelsOf(body: string | null) {
  if (body === null) return []
  try {
    return searchableLabels(parseConfig(Buffer.from(body)).labels)
  } catch (error) {
    if (error instanceof AppError) return []
    throw error
  }
}
