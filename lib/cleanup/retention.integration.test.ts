import { expect, it } from 'vitest'
import type { Context } from '@/lib/access/context'
import { transaction } from '@/lib/db/transaction'
import { runJob } from '@/lib/jobs/run-job'
import { claim } from '@/lib/jobs/store/lease'
import { cancelJob } from '@/lib/jobs/use-cases/cancel-job'
import { buildClock, buildContext, buildPerson } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { addRegistryRow, addRepositoryRows } from '@/lib/testing/index-rows'
import { retentionHandlers } from './handlers/retention'
import type { RetentionRunRow } from './retention-policy'
import { listRunDeletions } from './store/retention-deletions'
import { saveDangling } from './store/save-dangling'
import { createPolicy } from './use-cases/retention/create-policy'
import { explainTag } from './use-cases/retention/explain-tag'
import { getPolicy, getPolicyRun, listPolicies, listVerdicts } from './use-cases/retention/read-policies'
import { reviewSimulation } from './use-cases/retention/review-simulation'
import { closeFinishedRuns, fireScheduledRun } from './use-cases/retention/run-schedules'
import { startRun, startSimulation } from './use-cases/retention/start-run'
import { updatePolicySettings } from './use-cases/retention/update-policy'

const MIB = 1024 * 1024
const OLD_BUILDS = {
  rules: [
    { name: 'Releases stay', verb: 'keep', match: { versionRange: '>=1.0.0' } },
    { name: 'Old builds', verb: 'delete', match: { tags: ['pr-*'], olderThan: { by: 'pushed', days: 14 } } },
  ],
  maxPercent: 100,
}
const input = {
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

eachDatabase('Retention', (open) => {
  async function world(): Promise<Context> {
    const db = await open()
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

  async function work(ctx: Context): Promise<void> {
    const job = await claim(ctx.db, { owner: 'test', kinds: Object.keys(retentionHandlers) })
    const handler = job && retentionHandlers[job.kind]
    if (job === undefined || handler === undefined) throw new Error('No job is queued.')
    await runJob(ctx, { job, handler, stopping: new AbortController().signal })
  }

  async function simulated(ctx: Context, policy: string) {
    const run = await startSimulation(ctx, { policy })
    await work(ctx)
    return (await getPolicyRun(ctx, { policy, run: run.id })).run
  }

  /** Takes tags off as if somebody had long ago, the first, and yesterday, the others; gives their digests. */
  async function untag({ db, clock }: Context, tags: readonly string[]): Promise<readonly string[]> {
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

  async function stateOf(ctx: Context, { policyId, id }: RetentionRunRow): Promise<string> {
    return (await getPolicyRun(ctx, { policy: policyId, run: id })).run.state
  }

  it('says of every tag which rule took it, and frees only what nothing else holds', async () => {
    const ctx = await world()
    const policy = await createPolicy(ctx, input)
    const run = await simulated(ctx, policy.id)
    expect(run.state).toBe('finished')
    expect(run.totals).toMatchObject({ tags: 4, deleted: 2, repositories: 1 })
    const page = await listVerdicts(ctx, { policy: policy.id, run: run.id, limit: 50 })
    expect(page.items.map(({ tag, fate, rule }) => [tag, fate, rule])).toEqual([
      ['pr-1', 'delete', 'Old builds'],
      ['pr-2', 'delete', 'Old builds'],
      ['1.0.0', 'keep', 'Releases stay'],
      ['latest', 'keep', null],
    ])
    // The base stays for others, and 1.0.0 keeps the image of pr-2.
    const freed = run.totals?.freedBytes ?? 0
    expect(freed).toBeGreaterThanOrEqual(MIB)
    expect(freed).toBeLessThan(2 * MIB)
  })

  it('refuses to run what nobody has looked at, and each changed version anew', async () => {
    const ctx = await world()
    const policy = await createPolicy(ctx, input)
    await expect(startRun(ctx, { policy: policy.id })).rejects.toMatchObject({ code: 'run-refused' })
    const run = await simulated(ctx, policy.id)
    await reviewSimulation(ctx, { policy: policy.id, run: run.id })
    expect((await startRun(ctx, { policy: policy.id })).state).toBe('queued')
    await work(ctx)
    await updatePolicySettings(ctx, {
      policy: policy.id,
      ifVersion: 1,
      document: { ...OLD_BUILDS, maxPercent: 50 },
    })
    await expect(startRun(ctx, { policy: policy.id })).rejects.toMatchObject({ code: 'run-refused' })
  })

  it('hands each tag over with the digest it was judged by', async () => {
    const ctx = await world()
    const policy = await createPolicy(ctx, input)
    const run = await simulated(ctx, policy.id)
    await reviewSimulation(ctx, { policy: policy.id, run: run.id })
    const started = await startRun(ctx, { policy: policy.id })
    await work(ctx)
    expect((await getPolicyRun(ctx, { policy: policy.id, run: started.id })).run.state).toBe('deleting')
    const items = await ctx.db.query
      .selectFrom('deletion_item')
      .select(['key', 'digest'])
      .orderBy('key')
      .execute()
    expect(items.map(({ key }) => key)).toEqual(['pr-1', 'pr-2'])
    expect(items.every(({ digest }) => digest.startsWith('sha256:'))).toBe(true)
  })

  it('stops before it does anything when it would take too large a share', async () => {
    const ctx = await world()
    const policy = await createPolicy(ctx, { ...input, document: { ...OLD_BUILDS, maxPercent: 20 } })
    const run = await simulated(ctx, policy.id)
    await reviewSimulation(ctx, { policy: policy.id, run: run.id })
    const started = await startRun(ctx, { policy: policy.id })
    await work(ctx)
    const ended = (await getPolicyRun(ctx, { policy: policy.id, run: started.id })).run
    expect(ended).toMatchObject({ state: 'refused', problemCode: 'too-many' })
    expect(await ctx.db.query.selectFrom('deletion').select('id').execute()).toEqual([])
  })

  it('refuses a scheduled run whose owner is not known any more', async () => {
    const ctx = await world()
    const owner = buildPerson('gone', { grants: [{ role: 'maintainer', registryId: 'reg_main' }] })
    const policy = await createPolicy({ ...ctx, actor: owner }, { ...input, cron: '0 3 * * 0' })
    const run = await simulated(ctx, policy.id)
    await reviewSimulation(ctx, { policy: policy.id, run: run.id })
    await fireScheduledRun(ctx, ctx.db.query, policy.id)
    await work(ctx)
    const { lastRun } = await getPolicy(ctx, { policy: policy.id })
    expect(lastRun).toMatchObject({ kind: 'run', state: 'refused', problemCode: 'rights' })
  })

  it('never takes a protected tag', async () => {
    const ctx = await world()
    const tag = await ctx.db.query
      .selectFrom('tag')
      .select(['digest', 'repository_id'])
      .where('name', '=', 'pr-1')
      .executeTakeFirstOrThrow()
    await ctx.db.query
      .insertInto('protection')
      .values({
        registry_id: 'reg_main',
        repository_id: tag.repository_id,
        digest: tag.digest ?? '',
        source: 'golden',
        detail: 'debian12-base',
        created_at: 1,
      })
      .execute()
    const policy = await createPolicy(ctx, input)
    expect((await simulated(ctx, policy.id)).totals).toMatchObject({ deleted: 1, protected: 1 })
    const why = await explainTag(ctx, { policy: policy.id, repository: 'team/app', tag: 'pr-1' })
    expect(why.verdict).toMatchObject({ fate: 'keep', because: 'protected' })
  })

  it('ends with its job when that is cancelled, waiting or under way, and lets the next one start', async () => {
    const ctx = await world()
    const policy = await createPolicy(ctx, input)
    const waiting = await startSimulation(ctx, { policy: policy.id })
    await cancelJob(ctx, { job: waiting.jobId ?? '' })
    await closeFinishedRuns(ctx)
    expect(await stateOf(ctx, waiting)).toBe('cancelled')

    const begun = await startSimulation(ctx, { policy: policy.id })
    await claim(ctx.db, { owner: 'went away', kinds: Object.keys(retentionHandlers) })
    await cancelJob(ctx, { job: begun.jobId ?? '' })
    await ctx.db.query.updateTable('job').set({ lease_until: 0 }).execute()
    await work(ctx)
    expect(await stateOf(ctx, begun)).toBe('cancelled')
    expect((await simulated(ctx, policy.id)).state).toBe('finished')
  })

  it('is not ended with a job whose deletions have begun', async () => {
    const ctx = await world()
    const policy = await createPolicy(ctx, input)
    const { id } = await simulated(ctx, policy.id)
    await reviewSimulation(ctx, { policy: policy.id, run: id })
    const started = await startRun(ctx, { policy: policy.id })
    await work(ctx)
    await closeFinishedRuns(ctx)
    expect(await stateOf(ctx, started)).toBe('deleting')
    for (const { job_id } of await listRunDeletions(ctx.db.query, started.id)) {
      await cancelJob(ctx, { job: job_id })
    }
    await closeFinishedRuns(ctx)
    expect(await stateOf(ctx, started)).toBe('cancelled')
  })

  it('takes what has had no tag for long where it is asked to, shows it, and hands it over by its digest', async () => {
    const ctx = await world()
    const gone = await untag(ctx, ['latest', 'pr-1'])
    const document = { rules: [], untaggedOlderThanDays: 14, maxPercent: 20 }
    const policy = await createPolicy(ctx, { ...input, document })
    const run = await simulated(ctx, policy.id)
    expect(run.totals).toMatchObject({ deleted: 0, untagged: { deleted: 1 } })
    expect(run.totals?.freedBytes).toBeGreaterThanOrEqual(3 * MIB)
    const { items } = await listVerdicts(ctx, { policy: policy.id, run: run.id, fate: 'delete', limit: 50 })
    expect(items).toMatchObject([{ tag: '', digest: gone[0], because: 'untagged' }])

    await reviewSimulation(ctx, { policy: policy.id, run: run.id })
    await startRun(ctx, { policy: policy.id })
    await work(ctx)
    const handed = await ctx.db.query.selectFrom('deletion_item').select(['kind', 'digest']).execute()
    expect(handed).toEqual([{ kind: 'manifest', digest: gone[0] }])
  })

  it('leaves what has no tag alone where it is not asked to', async () => {
    const ctx = await world()
    await untag(ctx, ['latest'])
    const policy = await createPolicy(ctx, input)
    expect((await simulated(ctx, policy.id)).totals?.untagged).toBeNull()
    const nothing = { ...input, document: { rules: [] } }
    await expect(createPolicy(ctx, nothing)).rejects.toMatchObject({ code: 'invalid-policy' })
  })

  it('compares with the simulation before', async () => {
    const ctx = await world()
    const policy = await createPolicy(ctx, input)
    await simulated(ctx, policy.id)
    const [, builds] = OLD_BUILDS.rules
    await updatePolicySettings(ctx, {
      policy: policy.id,
      ifVersion: 1,
      document: { rules: [{ ...builds, match: { tags: ['pr-1', 'latest'] } }] },
    })
    const run = await simulated(ctx, policy.id)
    expect(run.totals?.compared).toEqual({ newlyDeleted: 1, newlyKept: 1 })
  })

  it('shows nobody a policy of what they may not see', async () => {
    const ctx = await world()
    const policy = await createPolicy(ctx, input)
    const stranger = buildPerson('else', { grants: [{ role: 'owner', registryId: 'reg_other' }] })
    expect(await listPolicies({ ...ctx, actor: stranger })).toEqual([])
    await expect(getPolicy({ ...ctx, actor: stranger }, { policy: policy.id })).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})
