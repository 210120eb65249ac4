import 'server-only'
import { z } from 'zod'
import type { Context } from '@/lib/access/context'
import { findRepository } from '@/lib/catalog/store/repositories'
import { announce } from '@/lib/changes/announce'
import { forEachOf, limiterOf } from '@/lib/connections/limiter'
import { isOurs } from '@/lib/connections/rules/failures'
import { whileUp } from '@/lib/connections/while-up'
import { AppError, type ProblemCode } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import type { JobHandler, JobRun } from '@/lib/jobs/handler'
import { addItems, closeItems, listOpenItems, readTally, setPhase } from '@/lib/jobs/store/progress'
import { parseRepositoryName } from '@/lib/oci/name'
import { ContentWalk, type WalkTools, walkTools } from '../content-walk'
import {
  listTaggedDigests,
  listTaggedRepositories,
  type MissingOfRoot,
  saveMissing,
} from '../store/missing-content'
import { beginStorageCheck, countChecked, endStorageCheck } from '../store/storage-checks'

const REPOSITORIES_AT_ONCE = 4
const ROOTS_AT_ONCE = 8

const checkInput = z.object({ registryId: z.string(), retryOf: z.string().optional() })

interface Check extends JobRun {
  readonly registryId: string
  readonly tools: WalkTools
}

/** Asks a registry for everything its tags name, or what an earlier worker left of it, and notes what is gone. */
export const verifyStorage: JobHandler = async (ctx, run) => {
  const { registryId, retryOf } = checkInput.parse(JSON.parse(run.job.input))
  const client = await ctx.registries.client(registryId)
  const at = ctx.clock.now()
  if (retryOf === undefined) {
    const keys = await listTaggedRepositories(ctx.db.query, registryId)
    await transaction(ctx.db, (tx) => addItems(tx, run.hold, { keys, at }))
  }
  await transaction(ctx.db, (tx) => beginStorageCheck(tx, registryId, { jobId: run.job.id, at }))
  await setPhase(ctx.db.query, run.hold, 'Asking for manifests and blobs')

  const endedBy = await checkAll(ctx, { run, registryId, client })
  ctx.signal.throwIfAborted()
  if (endedBy !== null) return { status: 'failed', problemCode: endedBy }
  await transaction(ctx.db, async (tx) => {
    await endStorageCheck(tx, registryId, ctx.clock.now())
    await announce(tx, { topic: `registry:${registryId}`, what: 'state' })
  })
  const { failed } = await readTally(ctx.db.query, run.hold)
  return { status: failed > 0 ? 'partial' : 'succeeded', problemCode: null }
}

interface Parts {
  readonly run: JobRun
  readonly registryId: string
  readonly client: WalkTools['client']
}

/** The code of the failure that ended it early; null when it came to its end. */
async function checkAll(ctx: Context, { run, registryId, client }: Parts): Promise<ProblemCode | null> {
  const up = whileUp(ctx.signal)
  const tools = walkTools(ctx, { client, limiter: limiterOf(registryId), signal: up.signal })
  const open = await listOpenItems(ctx.db.query, run.job.id)
  return up.forEach(open, REPOSITORIES_AT_ONCE, (name) => checkOne(ctx, { ...run, registryId, tools }, name))
}

/** Why the repository could not be checked; null where it was. */
async function checkOne(ctx: Context, check: Check, name: string): Promise<ProblemCode | null> {
  const { registryId, tools } = check
  const repository = await findRepository(ctx.db.query, registryId, name)
  if (repository === undefined) return close(ctx, check, { key: name, state: 'skipped', problemCode: null })

  const walk = new ContentWalk(tools, parseRepositoryName(name))
  const found: MissingOfRoot[] = []
  try {
    const roots = await listTaggedDigests(ctx.db.query, repository.id)
    await forEachOf(roots, { max: ROOTS_AT_ONCE, signal: tools.signal }, async (root) => {
      const parts = await walk.missingOf(root)
      if (parts.length > 0) found.push({ root, parts })
    })
    tools.signal.throwIfAborted()
  } catch (error) {
    if (tools.signal.aborted || !(error instanceof AppError) || isOurs(error.code)) throw error
    return close(ctx, check, { key: name, state: 'failed', problemCode: error.code })
  }
  await transaction(ctx.db, async (tx) => {
    const at = ctx.clock.now()
    await saveMissing(tx, { registryId, repositoryId: repository.id }, { found, at })
    await countChecked(tx, registryId, walk.asked)
    await closeItems(tx, check.hold, { results: [{ key: name, state: 'done', problemCode: null }], at })
    await announce(tx, { topic: `repository:${repository.id}`, what: 'tags' })
  })
  return null
}

type Result = Parameters<typeof closeItems>[2]['results'][number]

async function close(ctx: Context, check: Check, result: Result): Promise<ProblemCode | null> {
  await transaction(ctx.db, (tx) => closeItems(tx, check.hold, { results: [result], at: ctx.clock.now() }))
  return result.problemCode
}
