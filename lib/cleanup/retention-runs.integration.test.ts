import { expect, it } from 'vitest'
import { claim } from '@/lib/jobs/store/lease'
import { cancelJob } from '@/lib/jobs/use-cases/cancel-job'
import { buildPerson } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import {
  OLD_BUILDS,
  OLD_BUILDS_POLICY,
  retentionContext,
  simulated,
  stateOf,
  workOnce,
} from '@/lib/testing/retention-world'
import { retentionHandlers } from './handlers/retention'
import { listRunDeletions } from './store/retention-deletions'
import { createPolicy } from './use-cases/retention/create-policy'
import { getPolicy, getPolicyRun } from './use-cases/retention/read-policies'
import { reviewSimulation } from './use-cases/retention/review-simulation'
import { closeFinishedRuns, fireScheduledRun } from './use-cases/retention/run-schedules'
import { startRun, startSimulation } from './use-cases/retention/start-run'
import { updatePolicySettings } from './use-cases/retention/update-policy'

eachDatabase('A run of a retention policy', (open) => {
  it('refuses to run what nobody has looked at, and each changed version anew', async () => {
    const ctx = await retentionContext(await open())
    const policy = await createPolicy(ctx, OLD_BUILDS_POLICY)
    await expect(startRun(ctx, { policy: policy.id })).rejects.toMatchObject({ code: 'run-refused' })
    const run = await simulated(ctx, policy.id)
    await reviewSimulation(ctx, { policy: policy.id, run: run.id })
    expect((await startRun(ctx, { policy: policy.id })).state).toBe('queued')
    await workOnce(ctx)
    await updatePolicySettings(ctx, {
      policy: policy.id,
      ifVersion: 1,
      document: { ...OLD_BUILDS, maxPercent: 50 },
    })
    await expect(startRun(ctx, { policy: policy.id })).rejects.toMatchObject({ code: 'run-refused' })
  })

  it('hands each tag over with the digest it was judged by', async () => {
    const ctx = await retentionContext(await open())
    const policy = await createPolicy(ctx, OLD_BUILDS_POLICY)
    const run = await simulated(ctx, policy.id)
    await reviewSimulation(ctx, { policy: policy.id, run: run.id })
    const started = await startRun(ctx, { policy: policy.id })
    await workOnce(ctx)
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
    const ctx = await retentionContext(await open())
    const policy = await createPolicy(ctx, {
      ...OLD_BUILDS_POLICY,
      document: { ...OLD_BUILDS, maxPercent: 20 },
    })
    const run = await simulated(ctx, policy.id)
    await reviewSimulation(ctx, { policy: policy.id, run: run.id })
    const started = await startRun(ctx, { policy: policy.id })
    await workOnce(ctx)
    const ended = (await getPolicyRun(ctx, { policy: policy.id, run: started.id })).run
    expect(ended).toMatchObject({ state: 'refused', problemCode: 'too-many' })
    expect(await ctx.db.query.selectFrom('deletion').select('id').execute()).toEqual([])
  })

  it('refuses a scheduled run whose owner is not known any more', async () => {
    const ctx = await retentionContext(await open())
    const owner = buildPerson('gone', { grants: [{ role: 'maintainer', registryId: 'reg_main' }] })
    const policy = await createPolicy({ ...ctx, actor: owner }, { ...OLD_BUILDS_POLICY, cron: '0 3 * * 0' })
    const run = await simulated(ctx, policy.id)
    await reviewSimulation(ctx, { policy: policy.id, run: run.id })
    await fireScheduledRun(ctx, ctx.db.query, policy.id)
    await workOnce(ctx)
    const { lastRun } = await getPolicy(ctx, { policy: policy.id })
    expect(lastRun).toMatchObject({ kind: 'run', state: 'refused', problemCode: 'rights' })
  })

  it('ends with its job when that is cancelled, waiting or under way, and lets the next one start', async () => {
    const ctx = await retentionContext(await open())
    const policy = await createPolicy(ctx, OLD_BUILDS_POLICY)
    const waiting = await startSimulation(ctx, { policy: policy.id })
    await cancelJob(ctx, { job: waiting.jobId ?? '' })
    await closeFinishedRuns(ctx)
    expect(await stateOf(ctx, waiting)).toBe('cancelled')

    const begun = await startSimulation(ctx, { policy: policy.id })
    await claim(ctx.db, { owner: 'went away', kinds: Object.keys(retentionHandlers) })
    await cancelJob(ctx, { job: begun.jobId ?? '' })
    await ctx.db.query.updateTable('job').set({ lease_until: 0 }).execute()
    await workOnce(ctx)
    expect(await stateOf(ctx, begun)).toBe('cancelled')
    expect((await simulated(ctx, policy.id)).state).toBe('finished')
  })

  it('is not ended with a job whose deletions have begun', async () => {
    const ctx = await retentionContext(await open())
    const policy = await createPolicy(ctx, OLD_BUILDS_POLICY)
    const { id } = await simulated(ctx, policy.id)
    await reviewSimulation(ctx, { policy: policy.id, run: id })
    const started = await startRun(ctx, { policy: policy.id })
    await workOnce(ctx)
    await closeFinishedRuns(ctx)
    expect(await stateOf(ctx, started)).toBe('deleting')
    for (const { job_id } of await listRunDeletions(ctx.db.query, started.id)) {
      await cancelJob(ctx, { job: job_id })
    }
    await closeFinishedRuns(ctx)
    expect(await stateOf(ctx, started)).toBe('cancelled')
  })
})
