import { expect, it } from 'vitest'
import { buildPerson } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import {
  MIB,
  OLD_BUILDS,
  OLD_BUILDS_POLICY,
  retentionContext,
  simulated,
  untag,
  workOnce,
} from '@/lib/testing/retention-world'
import { createPolicy } from './use-cases/retention/create-policy'
import { explainTag } from './use-cases/retention/explain-tag'
import { getPolicy, listPolicies, listVerdicts } from './use-cases/retention/read-policies'
import { reviewSimulation } from './use-cases/retention/review-simulation'
import { startRun } from './use-cases/retention/start-run'
import { updatePolicySettings } from './use-cases/retention/update-policy'

eachDatabase('What a retention policy takes', (open) => {
  it('says of every tag which rule took it, and frees only what nothing else holds', async () => {
    const ctx = await retentionContext(await open())
    const policy = await createPolicy(ctx, OLD_BUILDS_POLICY)
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

  it('never takes a protected tag', async () => {
    const ctx = await retentionContext(await open())
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
    const policy = await createPolicy(ctx, OLD_BUILDS_POLICY)
    expect((await simulated(ctx, policy.id)).totals).toMatchObject({ deleted: 1, protected: 1 })
    const why = await explainTag(ctx, { policy: policy.id, repository: 'team/app', tag: 'pr-1' })
    expect(why.verdict).toMatchObject({ fate: 'keep', because: 'protected' })
  })

  it('takes what has had no tag for long where it is asked to, shows it, and hands it over by its digest', async () => {
    const ctx = await retentionContext(await open())
    const gone = await untag(ctx, ['latest', 'pr-1'])
    const document = { rules: [], untaggedOlderThanDays: 14, maxPercent: 20 }
    const policy = await createPolicy(ctx, { ...OLD_BUILDS_POLICY, document })
    const run = await simulated(ctx, policy.id)
    expect(run.totals).toMatchObject({ deleted: 0, untagged: { deleted: 1 } })
    expect(run.totals?.freedBytes).toBeGreaterThanOrEqual(3 * MIB)
    const { items } = await listVerdicts(ctx, { policy: policy.id, run: run.id, fate: 'delete', limit: 50 })
    expect(items).toMatchObject([{ tag: '', digest: gone[0], because: 'untagged' }])

    await reviewSimulation(ctx, { policy: policy.id, run: run.id })
    await startRun(ctx, { policy: policy.id })
    await workOnce(ctx)
    const handed = await ctx.db.query.selectFrom('deletion_item').select(['kind', 'digest']).execute()
    expect(handed).toEqual([{ kind: 'manifest', digest: gone[0] }])
  })

  it('leaves what has no tag alone where it is not asked to', async () => {
    const ctx = await retentionContext(await open())
    await untag(ctx, ['latest'])
    const policy = await createPolicy(ctx, OLD_BUILDS_POLICY)
    expect((await simulated(ctx, policy.id)).totals?.untagged).toBeNull()
    const nothing = { ...OLD_BUILDS_POLICY, document: { rules: [] } }
    await expect(createPolicy(ctx, nothing)).rejects.toMatchObject({ code: 'invalid-policy' })
  })

  it('compares with the simulation before', async () => {
    const ctx = await retentionContext(await open())
    const policy = await createPolicy(ctx, OLD_BUILDS_POLICY)
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
    const ctx = await retentionContext(await open())
    const policy = await createPolicy(ctx, OLD_BUILDS_POLICY)
    const stranger = buildPerson('else', { grants: [{ role: 'owner', registryId: 'reg_other' }] })
    expect(await listPolicies({ ...ctx, actor: stranger })).toEqual([])
    await expect(getPolicy({ ...ctx, actor: stranger }, { policy: policy.id })).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})
