import { expect, it } from 'vitest'
import { SYSTEM_ACTOR } from '@/lib/core/actor'
import { auditedAs } from '@/lib/testing/audited'
import { eachDatabase } from '@/lib/testing/database'
import {
  approveNow,
  followPushed,
  goldenWorlds,
  pushGoodIndex,
  ROBOT,
  sendEvidence,
} from '@/lib/testing/golden-world'
import { crawlNow } from '@/lib/testing/index-fixture'
import { runOneJob } from '@/lib/testing/run-one-job'
import { evaluationHandlers } from './handlers/evaluate'
import type { PolicyDocument } from './rules/policy'
import { STARTING_POLICY } from './rules/starting-policy'
import { getVersion } from './use-cases/get-version'
import { nominate } from './use-cases/nominate'
import { getPolicy, publishPolicy } from './use-cases/policies'
import { grantWaiver, requestWaiver } from './use-cases/waivers'

const open = goldenWorlds()
const DAY_MS = 86_400_000

eachDatabase('a candidate of a golden line', (openDatabase) => {
  it('judges what is nominated before the index has its tag, and its tag once the index has it', async () => {
    const world = await open(await openDatabase())
    await pushGoodIndex(world.target, 'fresh')
    const id = await nominate(world.person('dan'), { line: world.line.id, reference: 'fresh' })
    const checks = async () => {
      const { version } = await getVersion(world.person('dan'), { version: id })
      const asked = version.findings.filter(({ requirement }) => requirement.ref.startsWith('IMG-'))
      return new Map(asked.map(({ requirement, outcome }) => [requirement.ref, outcome]))
    }
    const before = await checks()
    // Whether a tag ever moved, nobody knows who has not seen it: unknown, and not that there is none.
    expect([...before].filter(([, outcome]) => outcome === 'unknown')).toEqual([['IMG-021', 'unknown']])
    expect(before.get('IMG-011')).toBe('pass')

    await crawlNow({ db: world.db, registries: world.ctx.registries })
    await followPushed(world)
    expect((await checks()).get('IMG-021')).toBe('pass')
  })

  it('judges an image of an index that was not there when the index was read first', async () => {
    const world = await open(await openDatabase(), { fill: (target) => pushGoodIndex(target, 'holey') })
    const tag = world.db.query.selectFrom('tag').select('digest').where('name', '=', 'holey')
    const { digest } = await tag.executeTakeFirstOrThrow()
    const child = await world.db.query
      .selectFrom('manifest_child')
      .select('child_digest')
      .where('parent_digest', '=', digest ?? '')
      .where('attests_digest', 'is', null)
      .limit(1)
      .executeTakeFirstOrThrow()
    const { child_digest: gone } = child
    await world.db.query.deleteFrom('repository_manifest').where('digest', '=', gone).execute()
    await world.db.query.deleteFrom('manifest').where('digest', '=', gone).execute()

    const id = await nominate(world.person('dan'), { line: world.line.id, reference: 'holey' })
    const { version } = await getVersion(world.person('dan'), { version: id })
    const user = version.findings.find(({ requirement }) => requirement.ref === 'IMG-001')
    expect(user?.outcome).not.toBe('unknown')
  })

  it('I8: judges candidates by a policy published meanwhile, and voids what was approved before', async () => {
    const world = await open(await openDatabase())
    const dan = world.person('dan')
    const version = await nominate(dan, { line: world.line.id, reference: '1.0' })
    const { version: candidate, policy } = {
      ...(await getVersion(dan, { version })),
      policy: await getPolicy(world.person('root'), { policy: world.line.policyId }),
    }
    await sendEvidence(world.as(ROBOT), candidate.digest)
    await approveNow(world.person('ada'), version)
    const document: PolicyDocument = { ...STARTING_POLICY, validityDays: 30 }
    const next = { policy: policy.policy.id, document, reason: 'shorter', ifVersion: 1 }
    await publishPolicy(world.person('root'), next)
    await expect(publishPolicy(world.person('root'), next)).rejects.toMatchObject({
      code: 'precondition-failed',
    })

    await runOneJob(world.as(SYSTEM_ACTOR), evaluationHandlers)
    const judged = await getVersion(dan, { version })
    expect(judged).toMatchObject({ approvals: 0, version: { policyVersion: 2 } })
    expect(await auditedAs(world.db, 'golden.approvals-voided')).toHaveLength(1)
  })

  it('I12: blocks on what nobody knows, and says what is missing', async () => {
    const world = await open(await openDatabase())
    const version = await nominate(world.person('dan'), { line: world.line.id, reference: '1.0' })
    const { blockers, version: candidate } = await getVersion(world.person('dan'), { version })
    expect(blockers).toEqual([
      'Its tests passed (tests): Nobody has sent it yet.',
      'A scanner found nothing that may not be there (vulnerabilities): Nobody has sent it yet.',
      '2 more approvals are needed.',
    ])
    expect(candidate.findings.filter(({ outcome }) => outcome === 'pass').length).toBeGreaterThan(8)
  })

  it('I14: waives one requirement of one version, for a time, by two', async () => {
    const world = await open(await openDatabase())
    const dan = world.person('dan')
    const version = await nominate(dan, { line: world.line.id, reference: '1.0' })
    const { digest } = (await getVersion(dan, { version })).version
    await sendEvidence(world.as(ROBOT), digest, { isScanned: false })
    const revision = async () => (await getVersion(dan, { version })).version.revision
    const ask = async (requirementId: string, days: number) =>
      requestWaiver(world.person('mia'), {
        version,
        ifRevision: await revision(),
        requirementId,
        reason: 'scanner is down',
        expiresAt: Date.now() + days * DAY_MS,
      })
    await expect(ask('env-secret', 5)).rejects.toMatchObject({ code: 'invalid-input' })
    await expect(ask('vulnerabilities', 31)).rejects.toMatchObject({ code: 'invalid-input' })
    await ask('vulnerabilities', 5)
    const [waiver] = (await getVersion(world.person('ada'), { version })).waivers
    if (waiver === undefined) throw new Error('No waiver was asked for.')
    expect(waiver).toMatchObject({ isInForce: false, mayGrant: { allowed: true } })
    const grant = async (name: 'mia' | 'ada' | 'abe') =>
      grantWaiver(world.person(name), { version, waiver: waiver.id, ifRevision: await revision() })
    await expect(grant('mia')).rejects.toMatchObject({ code: 'forbidden' })
    await grant('ada')
    await expect(grant('abe')).rejects.toMatchObject({ code: 'wrong-state' })
    const waived = await getVersion(dan, { version })
    expect(waived).toMatchObject({ waitsFor: 'approval', tally: { waived: 1 } })
    await approveNow(world.person('ada'), version)
    expect((await approveNow(world.person('abe'), version)).state).toBe('golden')
  })
})
