import { afterEach, expect, it } from 'vitest'
import { buildPerson } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { goldenWorld, makeGolden, ROBOT, sendEvidence } from '@/lib/testing/golden-world'
import { checkLine } from './drift/check-line'
import { DAY_MS } from './rules/version'
import { getGoldenSummary } from './use-cases/get-summary'
import { getVersion } from './use-cases/get-version'
import { nominate } from './use-cases/nominate'
import { revoke } from './use-cases/revoke'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

eachDatabase('how golden images fare', (openDatabase) => {
  it('is counted of what the reader may see, by the clock', async () => {
    const world = await goldenWorld(await openDatabase())
    closing.push(() => world.close())
    const vera = world.person('vera')
    expect(await getGoldenSummary(vera)).toMatchObject({ lines: 1, inForce: 0, ending: 0, drifted: 0 })

    const { version } = await makeGolden(world, '1.0')
    expect(await getGoldenSummary(vera)).toMatchObject({ lines: 1, inForce: 1, ending: 0 })
    const late = { ...vera, clock: { now: () => Date.now() + 61 * DAY_MS } }
    expect(await getGoldenSummary(late)).toMatchObject({ inForce: 1, ending: 1 })
    const after = { ...vera, clock: { now: () => Date.now() + 91 * DAY_MS } }
    expect(await getGoldenSummary(after)).toMatchObject({ inForce: 0, ending: 0 })

    const stranger = buildPerson('sue', { grants: [{ role: 'viewer', path: 'elsewhere' }] })
    expect(await getGoldenSummary(world.as(stranger))).toMatchObject({ lines: 0, inForce: 0, drifted: 0 })

    const because = { category: 'defect', reason: 'broken' } as const
    await revoke(world.person('mia'), { version: version.id, ifRevision: version.revision, ...because })
    expect(await getGoldenSummary(vera)).toMatchObject({ lines: 1, inForce: 0 })
  })

  it('counts what waits for whoever asks, and where registries have drifted', async () => {
    const world = await goldenWorld(await openDatabase())
    closing.push(() => world.close())
    const { version } = await makeGolden(world, '1.0')
    await fetch(`${world.target.url}/v2/${world.target.repository}/manifests/${version.digest}`, {
      method: 'DELETE',
    })
    await checkLine(world.ctx, { lineId: world.line.id, learnedBy: 'sweep', about: 'everything' })
    expect(await getGoldenSummary(world.person('ada'))).toMatchObject({ drifted: 1, waiting: 0 })

    const reference = '1.1'
    const id = await nominate(world.person('dan'), { line: world.line.id, reference })
    const { version: candidate } = await getVersion(world.person('dan'), { version: id })
    await sendEvidence(world.as(ROBOT), candidate.digest)
    expect(await getGoldenSummary(world.person('ada'))).toMatchObject({ waiting: 1 })
    expect(await getGoldenSummary(world.person('dan'))).toMatchObject({ waiting: 0 })
  })
})
