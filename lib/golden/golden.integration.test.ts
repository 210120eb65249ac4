import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { parseDigest } from '@/lib/oci/digest'
import { eachDatabase } from '@/lib/testing/database'
import { digestAt } from '@/lib/testing/deletion-world'
import {
  approveNow,
  because,
  GOLDEN_REPOSITORY,
  type GoldenWorld,
  goldenWorlds,
  isProtected,
  makeGolden,
  ROBOT,
  sendEvidence,
} from '@/lib/testing/golden-world'
import { crawlNow } from '@/lib/testing/index-fixture'
import { pushImage } from '@/lib/testing/push'
import { approve } from './use-cases/approve'
import { getVersion } from './use-cases/get-version'
import { listInbox } from './use-cases/list-inbox'
import { nominate } from './use-cases/nominate'
import { revoke } from './use-cases/revoke'
import { reject, withdraw } from './use-cases/stop-candidate'

const open = goldenWorlds()

eachDatabase('a golden line', (openDatabase) => {
  it('lets an image become golden that was nominated, tested and approved by two', async () => {
    const world = await open(await openDatabase())
    const dan = world.person('dan')
    const version = await nominate(dan, { line: world.line.id, reference: '1.0', reason: 'release' })
    const before = await getVersion(dan, { version })
    expect(before).toMatchObject({ state: 'candidate', waitsFor: 'evidence', tags: ['1.0'] })
    expect(before.version).toMatchObject({ name: '1.0', tag: '1.0', nominatedBy: 'dan' })
    expect(before.blockers).toHaveLength(3)

    await sendEvidence(world.as(ROBOT), before.version.digest)
    const tested = await getVersion(dan, { version })
    expect(tested).toMatchObject({ waitsFor: 'approval', blockers: ['2 more approvals are needed.'] })
    expect((await listInbox(world.person('ada'))).map(({ kind }) => kind)).toEqual(['approve'])
    expect(await listInbox(dan)).toEqual([])

    expect(await approveNow(world.person('ada'), version)).toMatchObject({ state: 'candidate', approvals: 1 })
    expect(await isProtected(world, before.version.digest)).toBe(false)
    const golden = await approveNow(world.person('abe'), version)

    expect(golden).toMatchObject({ state: 'golden', approvals: 2, blockers: [] })
    expect(golden.version.expiresAt).toBeGreaterThan(Date.now() + 89 * 86_400_000)
    expect(await isProtected(world, before.version.digest)).toBe(true)
    expect(golden.decisions.map(({ verb }) => verb)).toEqual(['nominate', 'approve', 'approve', 'mark'])
    for (const { auditHash, auditSequence } of golden.decisions) {
      expect(auditHash).toMatch(/^[0-9a-f]{64}$/)
      expect(auditSequence).toBeGreaterThan(0)
    }
    expect(await listInbox(world.person('ada'))).toEqual([])
  })

  it('I1: binds to the digest a tag named, and stays with it when the tag moves', async () => {
    const world = await open(await openDatabase())
    const digest = parseDigest((await digestAt(world.target.url, GOLDEN_REPOSITORY, '1.0')) ?? '')
    const golden = await makeGolden(world, '1.0')
    expect(golden.version.digest).toBe(digest)

    const other = await pushImage(world.target, { tag: '1.0', layers: ['something else'] })
    await crawlNow({ db: world.db, registries: world.ctx.registries })
    const after = await getVersion(world.person('vera'), { version: golden.version.id })
    expect(after).toMatchObject({ state: 'golden', tags: [], version: { digest, tag: '1.0' } })
    expect(await isProtected(world, digest)).toBe(true)
    expect(await isProtected(world, other.digest)).toBe(false)
  })

  it('I2: takes a digest into a line once, and again only after it was rejected', async () => {
    const world = await open(await openDatabase())
    const dan = world.person('dan')
    const input = { line: world.line.id, reference: '1.0' }
    const version = await nominate(dan, input)
    await expect(nominate(dan, input)).rejects.toMatchObject({
      code: 'nominated-already',
      facts: { version },
    })

    await reject(world.person('ada'), because('too big', 1, version))
    expect((await getVersion(dan, { version })).state).toBe('rejected')
    expect(await nominate(dan, input)).toBe(version)
    const again = await getVersion(dan, { version })
    expect(again.state).toBe('candidate')
    expect(again.decisions.map(({ verb }) => verb)).toEqual(['nominate', 'reject', 'nominate'])
  })

  it('lets who nominated a version withdraw it, and nobody else', async () => {
    const world = await open(await openDatabase())
    const version = await nominate(world.person('dan'), { line: world.line.id, reference: '1.0' })
    await expect(withdraw(world.person('mia'), because('no', 1, version))).rejects.toMatchObject({
      code: 'forbidden',
    })
    await withdraw(world.person('dan'), because('wrong tag', 1, version))
    expect((await getVersion(world.person('dan'), { version })).state).toBe('rejected')
  })

  it('I3: supersedes the version before, which is in force again when the newer is revoked', async () => {
    const world = await open(await openDatabase())
    const first = await makeGolden(world, '1.0')
    const second = await makeGolden(world, '1.1')
    const see = (version: string) => getVersion(world.person('vera'), { version })
    expect((await see(first.version.id)).state).toBe('superseded')
    expect(second.state).toBe('golden')
    expect(second.decisions.at(-1)?.verb).toBe('mark')

    const { id, revision, digest } = second.version
    await revoke(world.person('mia'), { ...because('CVE-2026-1', revision, id), category: 'vulnerability' })
    expect((await see(first.version.id)).state).toBe('golden')
    expect(await see(id)).toMatchObject({ state: 'revoked' })
    expect(await isProtected(world, digest)).toBe(false)
    expect(await isProtected(world, first.version.digest)).toBe(true)
  })

  it('I8: voids approvals when what was known changes, and refuses one of a stale page', async () => {
    const world = await open(await openDatabase())
    const dan = world.person('dan')
    const version = await nominate(dan, { line: world.line.id, reference: '1.0' })
    const { version: candidate, basis: stale } = await getVersion(dan, { version })
    await sendEvidence(world.as(ROBOT), candidate.digest)
    await expect(approve(world.person('ada'), { version, basis: stale })).rejects.toMatchObject({
      code: 'precondition-failed',
    })
    await approveNow(world.person('ada'), version)

    await sendEvidence(world.as(ROBOT), candidate.digest)
    expect(await getVersion(dan, { version })).toMatchObject({ approvals: 1 })
    await sendEvidence(world.as(ROBOT), candidate.digest, { failures: 1, isScanned: false })
    const voided = await getVersion(dan, { version })
    expect(voided).toMatchObject({ approvals: 0, waitsFor: 'checks' })
    expect(voided.decisions.find(({ verb }) => verb === 'approve')?.isVoid).toBe(true)
  })

  it('I9: lets nobody approve whose own it is, no machine, and nobody twice', async () => {
    const world = await open(await openDatabase())
    const olga = world.person('olga')
    const version = await nominate(olga, { line: world.line.id, reference: '1.0' })
    const { basis, version: candidate } = await getVersion(olga, { version })
    const refused = (name: Parameters<GoldenWorld['person']>[0]) =>
      approve(world.person(name), { version, basis }).then(
        () => 'approved',
        ({ code }: { code: string }) => code,
      )
    expect(await refused('olga')).toBe('four-eyes')
    expect(await refused('dan')).toBe('forbidden')
    await expect(approve(world.as(ROBOT), { version, basis })).rejects.toMatchObject({ code: 'forbidden' })
    await world.db.query
      .updateTable('tag_event')
      .set({ actor_name: 'ADA' })
      .where('to_digest', '=', candidate.digest)
      .execute()
    expect(await refused('ada')).toBe('four-eyes')
    expect(await refused('abe')).toBe('approved')
    expect(await refused('abe')).toBe('approved-already')
    expect(await refused('root')).toBe('approved')
    expect((await getVersion(olga, { version })).state).toBe('candidate')
  })

  it('I8: marks once when the last two approve at one moment, and counts neither twice', async () => {
    const world = await open(await openDatabase())
    const version = await nominate(world.person('dan'), { line: world.line.id, reference: '1.0' })
    const { digest } = (await getVersion(world.person('dan'), { version })).version
    await sendEvidence(world.as(ROBOT), digest)
    const { basis } = await getVersion(world.person('ada'), { version })
    const both = ['ada', 'abe', 'ada'] as const
    const answers = await Promise.allSettled(
      both.map((name) => approve(world.person(name), { version, basis })),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    const golden = await getVersion(world.person('vera'), { version })
    expect(golden).toMatchObject({ state: 'golden', approvals: 2 })
    expect(golden.decisions.filter(({ verb }) => verb === 'mark')).toHaveLength(1)
  })

  it('I11: never changes or removes what was decided', async () => {
    const world = await open(await openDatabase())
    await makeGolden(world, '1.0')
    const { query } = world.db
    const changes = [
      sql`update golden_decision set reason = 'another'`,
      sql`update golden_decision set actor_id = 'usr_x'`,
      sql`update golden_evidence set summary = '{}'`,
      sql`update golden_policy_version set document = '{}'`,
    ]
    for (const change of changes) await expect(change.execute(query)).rejects.toThrow('never changed')
    await expect(query.deleteFrom('golden_decision').execute()).rejects.toThrow()
  })
})
