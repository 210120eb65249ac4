import { expect, it } from 'vitest'
import { parseRepositoryName } from '@/lib/oci/name'
import { buildContext } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { runNextJob, shownDrift } from '@/lib/testing/drift-world'
import { GOLDEN_REPOSITORY, goldenWorlds, makeGolden } from '@/lib/testing/golden-world'
import { crawlNow, REGISTRY_ID } from '@/lib/testing/index-fixture'
import { pushImage } from '@/lib/testing/push'
import { checkByClock } from './drift/check-by-clock'
import { drainTouches, findDriftOfTouched, type PutOff } from './drift/drain-touches'
import { queueLineChecks } from './drift/queue-checks'
import { STARTING_POLICY } from './rules/starting-policy'
import { DAY_MS } from './rules/version'
import { repairDrift } from './use-cases/drift/repair'
import { publishPolicy } from './use-cases/policies'

const open = goldenWorlds()
const name = parseRepositoryName(GOLDEN_REPOSITORY)

eachDatabase('the checks of golden lines for drift', (openDatabase) => {
  it('sweeps every line of a registry as a job', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    await queueLineChecks(world.ctx, 15)
    await queueLineChecks(world.ctx, 15)
    const client = await world.ctx.registries.client(REGISTRY_ID)
    await client.deleteManifest(name, version.digest)
    expect(await runNextJob(world)).toMatchObject({ status: 'succeeded' })
    await expect(runNextJob(world)).rejects.toThrow('No job')
    expect(await shownDrift(world)).toMatchObject([{ kind: 'manifest-missing', learnedBy: 'sweep' }])
  })

  it('says by the clock that a policy is newer and that evidence grew old, of the version in force', async () => {
    const world = await open(await openDatabase())
    await makeGolden(world, '1.0')
    await checkByClock(world.ctx)
    expect(await shownDrift(world)).toEqual([])
    const published = {
      policy: world.line.policyId,
      document: STARTING_POLICY,
      reason: 'again',
      ifVersion: 1,
    }
    await publishPolicy(world.person('root'), {
      ...published,
      document: { ...STARTING_POLICY, graceDays: 7 },
    })
    const clock = { now: () => Date.now() + 60 * DAY_MS }
    await checkByClock(buildContext({ db: world.db, registries: world.ctx.registries, clock }))
    const found = await shownDrift(world)
    expect(found.map(({ kind, learnedBy }) => `${kind} by ${learnedBy}`)).toContain('policy-newer by clock')
    expect(found.map(({ kind }) => kind)).toContain('evidence-stale')
    for (const { id } of found) {
      await expect(repairDrift(world.person('mia'), { drift: id })).rejects.toMatchObject({
        code: 'conflict',
      })
    }
  })

  it('tries again what fails, later and later, and keeps it from nothing else', async () => {
    const world = await open(await openDatabase())
    await makeGolden(world, '1.0')
    await pushImage(world.target, { tag: '1.0', layers: ['something else'] })
    await crawlNow({ db: world.db, registries: world.ctx.registries })
    let [failures, seconds] = [0, 0]
    const fail = async () => {
      failures += 1
      throw new Error('away')
    }
    const clock = { now: () => Date.now() + seconds * 1000 }
    const ctx = buildContext({ db: world.db, registries: world.ctx.registries, clock })
    const putOff: PutOff = new Map()
    const look = () => drainTouches(ctx, [fail, findDriftOfTouched], putOff)
    await look()
    expect(await shownDrift(world)).toMatchObject([{ kind: 'tag-moved' }])
    for (seconds = 1; seconds <= 60; seconds += 1) await look()
    expect(failures).toBeGreaterThan(3)
    expect(failures).toBeLessThan(8)
    seconds = 1000
    expect(await drainTouches(ctx, [findDriftOfTouched], putOff)).toBeGreaterThan(0)
    expect(await look()).toBe(0)
  })
})
