import 'server-only'
import { setImmediate } from 'node:timers/promises'
import type { Context } from '@/lib/access/context'
import { rebuildableTransaction } from '@/lib/db/transaction'
import type { JobHandler } from '@/lib/jobs/handler'
import { forgetEarlier } from '@/lib/jobs/store/forget-earlier'
import { setPhase } from '@/lib/jobs/store/progress'
import { createStorageTally, type StoredRepository } from '../rules/storage-tally'
import { listBlobRanges, listStoredRepositories, readBlobs } from '../store/storage-blobs'
import { beginStorage, markStorageStale, replaceStorage } from '../store/storage-totals'

/**
 * Adds up what every repository, namespace and registry holds and holds alone. It reads the index a little at a
 * time; what changes meanwhile is counted by the next one.
 */
export const computeStorage: JobHandler = async (ctx, run) => {
  const startedAt = ctx.clock.now()
  await setPhase(ctx.db.query, run.hold, 'Adding up what is stored')
  await beginStorage(ctx.db.query)
  try {
    await compute(ctx, startedAt)
  } catch (error) {
    await markStorageStale(ctx.db.query, startedAt)
    throw error
  }
  await forgetEarlier(ctx.db.query, { kind: run.job.kind, jobId: run.job.id })
  return { status: 'succeeded', problemCode: null }
}

async function compute(ctx: Context, startedAt: number): Promise<void> {
  const db = ctx.db.query
  const tally = createStorageTally(await readRepositories(ctx))
  for (const prefix of await listBlobRanges(db)) {
    ctx.signal.throwIfAborted()
    for (const blob of await readBlobs(db, prefix)) tally.add(blob)
    await setImmediate()
  }
  const tookMs = ctx.clock.now() - startedAt
  await rebuildableTransaction(ctx.db, (tx) =>
    replaceStorage(tx, { totals: tally.totals(), layers: tally.topLayers(), at: startedAt, tookMs }),
  )
}

async function readRepositories(ctx: Context): Promise<readonly StoredRepository[]> {
  const all: StoredRepository[] = []
  for (let after = ''; ; ) {
    const page = await listStoredRepositories(ctx.db.query, after)
    const last = page.at(-1)
    if (last === undefined) return all
    all.push(...page)
    after = last.id
    ctx.signal.throwIfAborted()
    await setImmediate()
  }
}
