import 'server-only'
import type { Context } from '@/lib/access/context'
import type { RegistryRow } from '@/lib/catalog/store/registries'
import { addRepositories, listRepositoryNames } from '@/lib/catalog/store/save-repositories'
import { transaction } from '@/lib/db/transaction'
import type { JobRun } from '@/lib/jobs/handler'
import { addItems, listOpenItems, setPhase, setProblem } from '@/lib/jobs/store/progress'
import type { RegistryClient } from '@/lib/registry/types'
import { isDoubtful, mayRemove, raiseDoubt } from './doubt'
import { namesWithoutCatalog, type RepositorySource, repositorySourceOf } from './rules/repository-source'

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
  /** So many repositories an admin said are really gone; 0 for none. */
  readonly acceptedMax: number
}

/** What a crawl has to look at, and whether it may remove what is gone. */
export async function planCrawl(ctx: Context, parts: CrawlParts): Promise<CrawlPlan> {
  const plan = await planComparisons(ctx, parts)
  return { ...plan, mayRemove: await mayRemove(ctx, parts.registry.id, parts.acceptedMax) }
}

/**
 * Writes down what is to be compared, or reads what an earlier worker wrote. Repositories that are no
 * longer listed are asked for one by one, unless too many are gone at once: then they are left alone and
 * the job says so.
 */
async function planComparisons(
  ctx: Context,
  { run, registry, client, acceptedMax }: CrawlParts,
): Promise<Pick<CrawlPlan, 'open' | 'unlisted'>> {
  if (run.job.total !== null) {
    return { open: await listOpenItems(ctx.db.query, run.job.id), unlisted: new Set() }
  }
  await setPhase(ctx.db.query, run.hold, 'Listing repositories')
  const known = await listRepositoryNames(ctx.db.query, registry.id)
  const source = repositorySourceOf(registry)
  const listed = await listRepositories(ctx, { source, client, known })
  const isListed = new Set<string>(listed)
  const vanished = source.hasCatalog ? known.filter((name) => !isListed.has(name)) : []
  const losses = { known: known.length, missing: vanished }
  const isDoubted = isDoubtful(losses, acceptedMax)
  const open = [...listed, ...(isDoubted ? [] : vanished)]

  const at = ctx.clock.now()
  await transaction(ctx.db, async (tx) => {
    await addRepositories(tx, registry.id, { names: listed, at })
    await addItems(tx, run.hold, { keys: open, at })
    if (isDoubted) await setProblem(tx, run.hold, 'mass-vanish')
  })
  if (isDoubted) await raiseDoubt(ctx, registry.id, losses)
  return { open, unlisted: new Set(vanished) }
}

interface Listing {
  readonly source: RepositorySource
  readonly client: RegistryClient
  readonly known: readonly string[]
}

async function listRepositories(
  ctx: Context,
  { source, client, known }: Listing,
): Promise<readonly string[]> {
  if (!source.hasCatalog) return namesWithoutCatalog(source, known)
  const { repositories } = await client.listRepositories({ signal: ctx.signal })
  return repositories
}
