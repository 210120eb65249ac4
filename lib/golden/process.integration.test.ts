import { afterEach, expect, it } from 'vitest'
import { listKept } from '@/lib/cleanup/store/kept-manifests'
import { findProtection } from '@/lib/cleanup/store/protection'
import { deleteTag } from '@/lib/cleanup/use-cases/start-deletion'
import type { Database } from '@/lib/db/connection'
import { runJob } from '@/lib/jobs/run-job'
import { claim } from '@/lib/jobs/store/lease'
import { MEDIA_TYPE } from '@/lib/oci/media-type'
import { parseTagName } from '@/lib/oci/name'
import { buildContext } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import {
  approveNow,
  GOLDEN_REPOSITORY,
  type GoldenWorld,
  goldenWorld,
  makeGolden,
  pushGood,
  ROBOT,
  sendEvidence,
} from '@/lib/testing/golden-world'
import { crawlNow } from '@/lib/testing/index-fixture'
import { type PushTarget, pushImage, pushManifest } from '@/lib/testing/push'
import { drainTouches } from './drift/drain-touches'
import { guardTouched, judgeTouched, nominateTouched } from './follow-tags'
import { evaluationHandlers } from './handlers/evaluate'
import type { PolicyDocument } from './rules/policy'
import { STARTING_POLICY } from './rules/starting-policy'
import { listMembers } from './store/members'
import { addEvidence } from './use-cases/add-evidence'
import { marksIn } from './use-cases/find-marks'
import { getVersion } from './use-cases/get-version'
import { archiveLine, createLine, updateLine } from './use-cases/lines'
import { nominate } from './use-cases/nominate'
import { getPolicy, publishPolicy } from './use-cases/policies'
import { listVersions } from './use-cases/read-lines'
import { grantWaiver, requestWaiver } from './use-cases/waivers'

const DAY_MS = 86_400_000
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function open(db: Database, options?: Parameters<typeof goldenWorld>[1]): Promise<GoldenWorld> {
  const world = await goldenWorld(db, options)
  closing.push(() => world.close())
  return world
}

/** An index of two images and an attestation of the first. */
async function pushIndex(target: PushTarget, tag: string): Promise<void> {
  const images = await Promise.all(['amd64', 'arm64'].map((name) => pushGood(target, `${tag}-${name}`)))
  const [first] = images
  const attestation = await pushImage(target, { layers: ['{}'] })
  const described = (pushed: (typeof images)[number], architecture: string) => ({
    mediaType: pushed.mediaType,
    digest: pushed.digest,
    size: pushed.size,
    platform: { os: 'linux', architecture },
  })
  const manifests = [
    ...images.map((image, at) => described(image, at === 0 ? 'amd64' : 'arm64')),
    {
      mediaType: attestation.mediaType,
      digest: attestation.digest,
      size: attestation.size,
      platform: { os: 'unknown', architecture: 'unknown' },
      annotations: {
        'vnd.docker.reference.type': 'attestation-manifest',
        'vnd.docker.reference.digest': first?.digest,
      },
    },
  ]
  const document = { schemaVersion: 2, mediaType: MEDIA_TYPE.ociIndex, manifests }
  await pushManifest(target, document, { mediaType: MEDIA_TYPE.ociIndex, tag })
}

const follow = (world: GoldenWorld) =>
  drainTouches(buildContext({ db: world.db, registries: world.ctx.registries }), [
    guardTouched,
    nominateTouched,
    judgeTouched,
  ])

eachDatabase('the process of a golden line', (openDatabase) => {
  it('judges what is nominated before the index has its tag, and its tag once the index has it', async () => {
    const world = await open(await openDatabase())
    await pushIndex(world.target, 'fresh')
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
    await follow(world)
    expect((await checks()).get('IMG-021')).toBe('pass')
  })

  it('judges an image of an index that was not there when the index was read first', async () => {
    const world = await open(await openDatabase(), { fill: (target) => pushIndex(target, 'holey') })
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

  it('I5: covers what an index runs, and protects all that belongs to it', async () => {
    const world = await open(await openDatabase(), { fill: (target) => pushIndex(target, '2.0') })
    const golden = await makeGolden(world, '2.0')
    const members = await listMembers(world.db.query, golden.version.id)
    expect(members.map(({ role, platform }) => [role, platform])).toEqual([
      ['member', 'linux/amd64'],
      ['member', 'linux/arm64'],
      ['closure', null],
      ['closure', null],
    ])

    const digests = members.map(({ digest }) => digest)
    const place = { registry: 'main', repository: GOLDEN_REPOSITORY }
    const marks = await marksIn(world.person('vera'), place, digests)
    const marked = members.filter(({ digest }) => marks.has(digest))
    expect(marked.map(({ role }) => role)).toEqual(['member', 'member', 'closure'])
    expect([...marks.values()].flat().map(({ state }) => state)).toEqual(['golden', 'golden', 'golden'])
    const guarded = await findProtection(world.db.query, world.line.repositoryId, digests)
    expect(guarded.size).toBe(4)
  })

  it('I6: does not take an index for golden because its images are', async () => {
    const world = await open(await openDatabase(), { fill: (target) => pushIndex(target, '2.0') })
    const golden = await makeGolden(world, '2.0')
    const [child] = await listMembers(world.db.query, golden.version.id)
    const other = {
      schemaVersion: 2,
      mediaType: MEDIA_TYPE.ociIndex,
      manifests: [{ mediaType: MEDIA_TYPE.ociManifest, digest: child?.digest, size: 1 }],
    }
    const { digest } = await pushManifest(world.target, other, {
      mediaType: MEDIA_TYPE.ociIndex,
      tag: '2.0-again',
    })
    await crawlNow({ db: world.db, registries: world.ctx.registries })
    const place = { registry: 'main', repository: GOLDEN_REPOSITORY }
    expect((await marksIn(world.person('vera'), place, [digest])).size).toBe(0)
  })

  it('I7: keeps its tag and everything it is made of from being deleted, and its bytes', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    await expect(
      deleteTag(world.person('mia'), {
        registry: 'main',
        repository: GOLDEN_REPOSITORY,
        tag: parseTagName('1.0'),
        expectedDigest: version.digest,
        removeUntagged: true,
        reason: undefined,
        idempotencyKey: undefined,
      }),
    ).rejects.toMatchObject({ code: 'tag-is-golden' })
    expect(await listKept(world.db.query, [version.digest])).toEqual(new Set([version.digest]))

    const line = await archiveLine(world.person('olga'), {
      line: world.line.id,
      ifRevision: world.line.revision,
      reason: 'no longer built',
    })
    expect(line.archivedAt).not.toBeNull()
    expect((await findProtection(world.db.query, line.repositoryId, [version.digest])).size).toBe(0)
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

    const job = await claim(world.db, { owner: 'test', kinds: Object.keys(evaluationHandlers) })
    const handler = job && evaluationHandlers[job.kind]
    if (job === undefined || handler === undefined) throw new Error('No evaluation is queued.')
    await runJob(buildContext({ db: world.db, registries: world.ctx.registries }), {
      job,
      handler,
      stopping: new AbortController().signal,
    })
    const judged = await getVersion(dan, { version })
    expect(judged).toMatchObject({ approvals: 0, version: { policyVersion: 2 } })
    const voided = await world.db.query
      .selectFrom('audit_event')
      .select('type')
      .where('type', '=', 'golden.approvals-voided')
      .execute()
    expect(voided).toHaveLength(1)
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

  it('I13: shows a badge that follows from decisions, with nothing of its own to lose', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    await world.db.query.deleteFrom('protection').execute()
    const place = { registry: 'main', repository: GOLDEN_REPOSITORY }
    const marks = await marksIn(world.person('vera'), place, [version.digest])
    expect(marks.get(version.digest)).toMatchObject([{ line: 'debian12-base', state: 'golden' }])

    await world.db.query
      .insertInto('golden_touch')
      .values({ repository_id: world.line.repositoryId, tag: '1.0' })
      .execute()
    await follow(world)
    const guarded = await findProtection(world.db.query, world.line.repositoryId, [version.digest])
    expect(guarded.has(version.digest)).toBe(true)
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

  it('nominates by itself what is pushed under a tag that matches, once', async () => {
    const world = await open(await openDatabase(), { tagPattern: '2\\.\\d+' })
    await pushGood(world.target, '2.0')
    await pushGood(world.target, '2.0-rc1')
    await crawlNow({ db: world.db, registries: world.ctx.registries })
    await follow(world)
    await follow(world)
    const list = () => listVersions(world.person('vera'), { line: world.line.id, limit: 10 })
    expect((await list()).items.map(({ version }) => version)).toMatchObject([
      { name: '2.0', nominatedHow: 'tag-pattern', nominatedBy: 'system' },
    ])
    expect((await list()).total).toBe(1)
  })

  it('takes nothing into a draft, and lets only an owner publish', async () => {
    const world = await open(await openDatabase())
    const mia = world.person('mia')
    const input = {
      registry: 'main',
      repository: GOLDEN_REPOSITORY,
      name: 'draft',
      description: '',
      policy: world.line.policyId,
      tagPattern: null,
      hasPins: false,
      onMissing: 'put-back' as const,
    }
    await expect(createLine(mia, { ...input, isPublished: true })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const draft = await createLine(mia, { ...input, isPublished: false })
    await expect(nominate(mia, { line: draft.id, reference: '1.0' })).rejects.toMatchObject({
      code: 'wrong-state',
    })
    const publish = { line: draft.id, ifRevision: draft.revision, isPublished: true }
    await expect(updateLine(mia, publish)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await updateLine(world.person('olga'), publish)).toMatchObject({ isPublished: true, revision: 2 })
    await expect(updateLine(world.person('olga'), publish)).rejects.toMatchObject({
      code: 'precondition-failed',
    })
  })

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
