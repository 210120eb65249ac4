import 'server-only'
import { z } from 'zod'
import type { Context } from '@/lib/access/context'
import { tellPlanner } from '@/lib/catalog/store/planner'
import { findRegistryById, type RegistryRow, saveRegistrySynced } from '@/lib/catalog/store/registries'
import { readRegistryTotals } from '@/lib/catalog/store/registry-totals'
import { listRepositoriesToSync, type RepositoryToSync } from '@/lib/catalog/store/save-repositories'
import { isOurs } from '@/lib/connections/rules/failures'
import { noteHealth } from '@/lib/connections/use-cases/note-health'
import { whileUp } from '@/lib/connections/while-up'
import { AppError, NotFoundError, type ProblemCode } from '@/lib/core/errors'
import type { JobHandler, JobRun } from '@/lib/jobs/handler'
import type { JobOutcome } from '@/lib/jobs/job'
import { type ItemResult, readTally, setPhase } from '@/lib/jobs/store/progress'
import type { RegistryClient } from '@/lib/registry/types'
import { settleDoubt } from '../doubt'
import { openPass } from '../pass'
import { type CrawlPlan, planCrawl } from '../plan-crawl'
import { type RepositoryPass, syncRepository } from '../sync-repository'

/** So many repositories at once keep all requests of a registry busy. */
const REPOSITORIES_AT_ONCE = 32

const crawlInput = z.object({
  registryId: z.string(),
  /** So many repositories an admin said are really gone. */
  acceptedMax: z.number().int().min(0).default(0),
  /** It does only what this job left: the rest is as old as before. */
  retryOf: z.string().optional(),
})

/** Compares a whole registry with the index, or what an earlier worker left of it. */
export const crawl: JobHandler = async (ctx, run) => {
  const { registryId, acceptedMax, retryOf } = crawlInput.parse(JSON.parse(run.job.input))
  const registry = await findRegistryById(ctx.db.query, registryId)
  if (registry === undefined) throw new NotFoundError()
  const client = await ctx.registries.client(registryId)

  const plan = await planOrNote(ctx, { run, registry, client, acceptedMax })
  await setPhase(ctx.db.query, run.hold, 'Comparing repositories')
  const ended = await compareAll(ctx, { run, registry, client, plan, isLossAccepted: acceptedMax > 0 })
  ctx.signal.throwIfAborted()

  if (ended !== null) {
    await noteHealth(ctx, registryId, { isUp: false, code: ended })
    return { status: 'failed', problemCode: ended }
  }
  await setPhase(ctx.db.query, run.hold, 'Adding up')
  await noteHealth(ctx, registryId, { isUp: true })
  const totals = await readRegistryTotals(ctx.db.query, registryId)
  const now = ctx.clock.now()
  const at = retryOf === undefined ? now : (registry.synced_at ?? now)
  await saveRegistrySynced(ctx.db.query, registryId, { at, ...totals })
  const outcome = await outcomeOf(ctx, run, registryId)
  await helpPlanner(ctx)
  return outcome
}

/** Pages are quick sooner by it; a crawl has done its work without. */
async function helpPlanner(ctx: Context): Promise<void> {
  try {
    await tellPlanner(ctx.db, ctx.signal)
  } catch (error) {
    ctx.log.warn(
      { error },
      'PostgreSQL was not told how full its tables are; it looks by itself within minutes.',
    )
  }
}

async function planOrNote(ctx: Context, parts: Parameters<typeof planCrawl>[1]): Promise<CrawlPlan> {
  try {
    return await planCrawl(ctx, parts)
  } catch (error) {
    if (error instanceof AppError && !isOurs(error.code) && !ctx.signal.aborted) {
      await noteHealth(ctx, parts.registry.id, { isUp: false, code: error.code })
    }
    throw error
  }
}

interface Comparison {
  readonly run: JobRun
  readonly registry: RegistryRow
  readonly client: RegistryClient
  readonly plan: CrawlPlan
  readonly isLossAccepted: boolean
}

/** The code of the failure that ended it early; null when it came to its end. */
async function compareAll(
  ctx: Context,
  { run, registry, client, plan, isLossAccepted }: Comparison,
): Promise<ProblemCode | null> {
  const { id: registryId, synced_at: sweptAt } = registry
  const up = whileUp(ctx.signal)
  const pass = await openPass(ctx, {
    run,
    registryId,
    client,
    signal: up.signal,
    mayRemove: plan.mayRemove,
    isLossAccepted,
    sweptAt,
  })
  const repositories = await listRepositoriesToSync(ctx.db.query, registryId)
  return up.forEach(plan.open, REPOSITORIES_AT_ONCE, async (name) => {
    const item = { repository: repositories.get(name), name, isListed: !plan.unlisted.has(name) }
    return (await compareOne(pass, item)).problemCode
  })
}

interface Item {
  readonly repository: RepositoryToSync | undefined
  readonly name: string
  readonly isListed: boolean
}

async function compareOne(pass: RepositoryPass, { repository, name, isListed }: Item): Promise<ItemResult> {
  if (repository !== undefined) return syncRepository(pass, { repository, isListed })

  const gone: ItemResult = { key: name, state: 'skipped', problemCode: null }
  await pass.commit.write((tx) => pass.close(tx, gone))
  return gone
}

/** A doubt about the registry makes the crawl partial while it lasts, and not a moment longer. */
async function outcomeOf(ctx: Context, run: JobRun, registryId: string): Promise<JobOutcome> {
  const { failed, problemCode } = await readTally(ctx.db.query, run.hold)
  if (problemCode !== null) return { status: 'partial', problemCode }
  if (await settleDoubt(ctx, registryId)) return { status: 'partial', problemCode: 'mass-vanish' }
  return { status: failed > 0 ? 'partial' : 'succeeded', problemCode: null }
}
