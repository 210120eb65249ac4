import type { Context } from '@/lib/access/context'
import { retentionHandlers } from '@/lib/cleanup/handlers/retention'
import type { RetentionRunRow } from '@/lib/cleanup/retention-policy'
import { saveDangling } from '@/lib/cleanup/store/save-dangling'
import { getPolicyRun } from '@/lib/cleanup/use-cases/retention/read-policies'
import { startSimulation } from '@/lib/cleanup/use-cases/retention/start-run'
import type { Database } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { buildClock, buildContext } from './context'
import { addRegistryRow, addRepositoryRows } from './index-rows'
import { runOneJob } from './run-one-job'

export const MIB = 1024 * 1024
export const OLD_BUILDS = {
  rules: [
    { name: 'Releases stay', verb: 'keep', match: { versionRange: '>=1.0.0' } },
    { name: 'Old builds', verb: 'delete', match: { tags: ['pr-*'], olderThan: { by: 'pushed', days: 14 } } },
  ],
  maxPercent: 100,
}
export const OLD_BUILDS_POLICY = {
  name: 'old builds',
  registry: 'main',
  path: '',
  document: OLD_BUILDS,
  reason: 'They cost money.',
  cron: null,
  timeZone: 'UTC',
  isPaused: false,
  removesUntagged: false,
}

/** Two builds, a release of one of them, and `latest`, as they were pushed long ago. */
export async function retentionContext(db: Database): Promise<Context> {
  await addRegistryRow(db, 'reg_main', 'main')
  await addRepositoryRows(db, { registryId: 'reg_main', repository: 'team/app' }, [
    { tags: ['pr-1'], layers: { base: 10 * MIB, one: MIB } },
    { tags: ['pr-2', '1.0.0'], layers: { base: 10 * MIB, two: 2 * MIB } },
    { tags: ['latest'], layers: { base: 10 * MIB, three: 3 * MIB } },
  ])
  const clock = buildClock(Date.UTC(2026, 5, 1))
  // A moment passes between any two things.
  const now = () => {
    clock.advance(1)
    return clock.now()
  }
  return buildContext({ db, clock: { now } })
}

/** Does the one job of retention that is queued. */
export async function workOnce(ctx: Context): Promise<void> {
  await runOneJob(ctx, retentionHandlers)
}

export async function simulated(ctx: Context, policy: string) {
  const run = await startSimulation(ctx, { policy })
  await workOnce(ctx)
  return (await getPolicyRun(ctx, { policy, run: run.id })).run
}

/** Takes tags off as if somebody had long ago, the first, and yesterday, the others; gives their digests. */
export async function untag({ db, clock }: Context, tags: readonly string[]): Promise<readonly string[]> {
  const rows = await db.query
    .selectFrom('tag')
    .select(['name', 'digest', 'repository_id'])
    .where('name', 'in', tags)
    .execute()
  const digests = tags.map((tag) => rows.find(({ name }) => name === tag)?.digest ?? '')
  await db.query.deleteFrom('tag').where('name', 'in', tags).execute()
  const repositoryId = rows[0]?.repository_id ?? ''
  const manifests = digests.map((digest, at) => ({
    registry_id: 'reg_main',
    repository_id: repositoryId,
    digest,
    kind: 'image',
    platforms: '',
    size: 500,
    total_size: 3 * MIB,
    why: 'untagged' as const,
    of_digest: null,
    last_tag: tags[at] ?? null,
    untagged_at: clock.now() - (at === 0 ? 15 : 1) * 24 * 60 * 60 * 1000,
    first_seen_at: 1,
    last_seen_at: 1,
    reclaimable: null,
  }))
  const judged = { registryId: 'reg_main', repositoryId, manifests, undecided: 0, unread: 0 }
  await transaction(db, (tx) => saveDangling(tx, judged))
  return digests
}

export async function stateOf(ctx: Context, { policyId, id }: RetentionRunRow): Promise<string> {
  return (await getPolicyRun(ctx, { policy: policyId, run: id })).run.state
}
