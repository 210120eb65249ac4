import 'server-only'
import { z } from 'zod'
import type { Context } from '@/lib/access/context'
import type { RegistryRow } from '@/lib/catalog/store/registries'
import { addRepositories, listRepositoryNames } from '@/lib/catalog/store/save-repositories'
import { transaction } from '@/lib/db/transaction'
import type { JobRun } from '@/lib/jobs/handler'
import { addItems, listOpenItems, setPhase, setProblem } from '@/lib/jobs/store/progress'
import { isRepositoryName } from '@/lib/oci/name'
import type { RegistryClient } from '@/lib/registry/types'
import { mayRemove } from './may-remove'
import { isMassVanish } from './rules/vanished'

export interface CrawlPlan {
  /** Repositories still to compare. */
  readonly open: readonly string[]
  /** Those of them the registry did not list; what is not known of a resumed crawl counts as listed. */
  readonly unlisted: ReadonlySet<string>
  /** False when so many repositories have been missing that the registry is to be doubted. */
  readonly mayRemove: boolean
}

export interface CrawlParts {
  readonly run: JobRun
  readonly registry: RegistryRow
  readonly client: RegistryClient
}

const repositoryList = z.array(z.string().refine(isRepositoryName))

/** What a crawl has to look at, and whether it may remove what is gone. */
export async function planCrawl(ctx: Context, parts: CrawlParts): Promise<CrawlPlan> {
  const { run, registry } = parts
  const plan = await planComparisons(ctx, parts)
  const isTrusted = await mayRemove(ctx, registry.id)
  if (!isTrusted) await setProblem(ctx.db.query, run.hold, 'mass-vanish')
  return { ...plan, mayRemove: isTrusted }
}

/**
 * Writes down what is to be compared, or reads what an earlier worker wrote. Repositories that are no
 * longer listed are asked for one by one, unless too many are gone at once: then they are left alone and
 * the job says so.
 */
async function planComparisons(
  ctx: Context,
  { run, registry, client }: CrawlParts,
): Promise<Pick<CrawlPlan, 'open' | 'unlisted'>> {
  if (run.job.total !== null) {
    return { open: await listOpenItems(ctx.db.query, run.job.id), unlisted: new Set() }
  }
  await setPhase(ctx.db.query, run.hold, 'Listing repositories')
  const listed = await listRepositories(ctx, registry, client)
  const known = await listRepositoryNames(ctx.db.query, registry.id)
  const isListed = new Set<string>(listed)
  const vanished = registry.repository_list === null ? known.filter((name) => !isListed.has(name)) : []
  const isDoubtful = isMassVanish({ known: known.length, vanished: vanished.length })
  const open = [...listed, ...(isDoubtful ? [] : vanished)]

  const at = ctx.clock.now()
  await transaction(ctx.db, async (tx) => {
    await addRepositories(tx, registry.id, { names: listed, at })
    await addItems(tx, run.hold, { keys: open, at })
    if (isDoubtful) await setProblem(tx, run.hold, 'mass-vanish')
  })
  return { open, unlisted: new Set(vanished) }
}

async function listRepositories(
  ctx: Context,
  registry: RegistryRow,
  client: RegistryClient,
): Promise<readonly string[]> {
  if (registry.repository_list !== null) return repositoryList.parse(JSON.parse(registry.repository_list))
  const { repositories } = await client.listRepositories({ signal: ctx.signal })
  return repositories
}
