import { expect, it } from 'vitest'
import { eachDatabase } from '@/lib/testing/database'
import { GOLDEN_REPOSITORY, goldenWorlds, ROBOT } from '@/lib/testing/golden-world'
import { addEvidence } from './use-cases/add-evidence'
import { getVersion } from './use-cases/get-version'
import { nominate } from './use-cases/nominate'

const open = goldenWorlds()
const DAY_MS = 86_400_000

eachDatabase('evidence of a candidate', (openDatabase) => {
  it('takes evidence once, by digest, of types a token may send, and of this image alone', async () => {
    const world = await open(await openDatabase())
    const version = await nominate(world.person('dan'), { line: world.line.id, reference: '1.0' })
    const { digest } = (await getVersion(world.person('dan'), { version })).version
    const subject = { registry: 'main', repository: GOLDEN_REPOSITORY, digest }
    const smoke = { ...subject, type: 'EVD-008' as const, payload: '{"name":"boots","result":"PASSED"}' }
    const robot = world.as({ ...ROBOT, evidenceTypes: ['EVD-008'] })
    const added = await addEvidence(robot, smoke)
    expect(added).toMatchObject({ isKnown: false, evidence: { producerKind: 'ci', producer: 'dan' } })
    expect(await addEvidence(robot, smoke)).toMatchObject({
      isKnown: true,
      evidence: { id: added.evidence.id },
    })
    const refusals = [
      [robot, { ...smoke, type: 'EVD-001' as const, payload: '<testsuite/>' }, 'forbidden'],
      [world.as(ROBOT), { ...smoke, type: 'EVD-007' as const }, 'forbidden'],
      [world.person('vera'), smoke, 'forbidden'],
      [robot, { ...smoke, observedAt: Date.now() + DAY_MS }, 'invalid-evidence'],
      [robot, { ...smoke, payload: '{"name":"boots"}' }, 'invalid-evidence'],
    ] as const
    for (const [ctx, input, code] of refusals) {
      await expect(addEvidence(ctx, input)).rejects.toMatchObject({ code })
    }
    const elsewhere = JSON.stringify({
      predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
      subject: [{ digest: { sha256: 'f'.repeat(64) } }],
      predicate: { result: 'PASSED' },
    })
    await expect(
      addEvidence(world.as(ROBOT), { ...subject, type: 'EVD-001', payload: elsewhere }),
    ).rejects.toMatchObject({ code: 'invalid-evidence' })
  })
})
