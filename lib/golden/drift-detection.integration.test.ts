import { expect, it } from 'vitest'
import { parseDigest } from '@/lib/oci/digest'
import { parseRepositoryName } from '@/lib/oci/name'
import { auditedAs } from '@/lib/testing/audited'
import { buildContext } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { digestAt } from '@/lib/testing/deletion-world'
import { followIndex, runNextJob, shownDrift } from '@/lib/testing/drift-world'
import { GOLDEN_REPOSITORY, goldenWorlds, makeGolden, pushGood } from '@/lib/testing/golden-world'
import { REGISTRY_ID } from '@/lib/testing/index-fixture'
import { entryOf, pushImage, pushIndex, pushManifest } from '@/lib/testing/push'
import { checkByClock } from './drift/check-by-clock'
import { checkLine } from './drift/check-line'
import { runTick } from './tick/run-tick'
import { repairDrift } from './use-cases/drift/repair'
import { archiveLine, updateLine } from './use-cases/lines'

const open = goldenWorlds()
const name = parseRepositoryName(GOLDEN_REPOSITORY)

eachDatabase('drift of a golden line', (openDatabase) => {
  it('ends by itself when the tag comes back', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    await pushImage(world.target, { tag: '1.0', layers: ['something else'] })
    await followIndex(world)
    const client = await world.ctx.registries.client(REGISTRY_ID)
    const golden = await client.getManifest(name, version.digest)
    if (golden.kind !== 'manifest') throw new Error('no manifest')
    await pushManifest(world.target, JSON.parse(Buffer.from(golden.bytes).toString()), {
      mediaType: golden.mediaType,
      tag: '1.0',
    })
    await followIndex(world)
    expect(await shownDrift(world)).toEqual([])
    expect(await shownDrift(world, 'resolved')).toMatchObject([{ resolution: 'by-itself' }])
    expect(await auditedAs(world.db, 'golden.drift-resolved')).toHaveLength(1)
  })

  it('finds a child of an index that is gone, by asking, and puts it back by its digest', async () => {
    const children: string[] = []
    const world = await open(await openDatabase(), {
      fill: async (target) => {
        const one = await pushGood(target, 'child')
        children.push(one.digest)
        await pushIndex(target, [entryOf(one, 'amd64')], 'multi')
      },
    })
    await makeGolden(world, 'multi')
    const [child = ''] = children
    const client = await world.ctx.registries.client(REGISTRY_ID)
    await client.deleteManifest(name, parseDigest(child))

    const check = { lineId: world.line.id, learnedBy: 'sweep', about: 'everything' } as const
    await checkLine(buildContext({ db: world.db, registries: world.ctx.registries }), check)
    const [drift] = await shownDrift(world)
    expect(drift).toMatchObject({ kind: 'child-missing', subject: child })
    await repairDrift(world.person('mia'), { drift: drift?.id ?? '' })
    expect(await digestAt(world.target.url, GOLDEN_REPOSITORY, child)).toBe(child)
    expect(await shownDrift(world)).toEqual([])
  })

  it('raises nothing while the registry does not answer, and says what is unknown', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    await world.registry.stop()
    const checked = await checkLine(buildContext({ db: world.db, registries: world.ctx.registries }), {
      lineId: world.line.id,
      learnedBy: 'sweep',
      about: 'everything',
    })
    expect(checked).toMatchObject({ open: 0 })
    expect(checked?.unknown).toContain(version.digest)
  })

  it('misses a pin that names something else, and puts it back', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    await updateLine(world.person('olga'), {
      line: world.line.id,
      ifRevision: world.line.revision,
      hasPins: true,
    })
    await checkByClock(world.ctx)
    expect(await shownDrift(world)).toEqual([])
    await runTick(world.ctx)
    expect(await runNextJob(world)).toMatchObject({ status: 'succeeded' })
    const over = await pushImage(world.target, { tag: 'golden-1.0', layers: ['something else'] })
    await followIndex(world)
    const [drift] = await shownDrift(world)
    expect(drift).toMatchObject({ kind: 'pin-missing', subject: 'golden-1.0', found: over.digest })
    await repairDrift(world.person('mia'), { drift: drift?.id ?? '' })
    expect(await digestAt(world.target.url, GOLDEN_REPOSITORY, 'golden-1.0')).toBe(version.digest)
  })

  it('ends with the line it is of', async () => {
    const world = await open(await openDatabase())
    await makeGolden(world, '1.0')
    await pushImage(world.target, { tag: '1.0', layers: ['something else'] })
    await followIndex(world)
    const { revision: ifRevision, id: line } = world.line
    await archiveLine(world.person('olga'), { line, ifRevision, reason: 'over' })
    expect(await shownDrift(world)).toEqual([])
    await checkByClock(world.ctx)
    expect(await shownDrift(world, 'resolved')).toMatchObject([{ resolution: 'no-longer-golden' }])
  })
})
