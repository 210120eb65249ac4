import { afterEach, expect, it } from 'vitest'
import type { Database } from '@/lib/db/connection'
import { MEDIA_TYPE } from '@/lib/oci/media-type'
import { buildContext } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import type { DeletionWorldOptions } from '@/lib/testing/deletion-world'
import { buildEvent } from '@/lib/testing/event'
import {
  approveNow,
  GOLDEN_REPOSITORY,
  type GoldenWorld,
  goldenWorld,
  makeGolden,
  ROBOT,
  sendEvidence,
} from '@/lib/testing/golden-world'
import { crawlNow } from '@/lib/testing/index-fixture'
import { makeSecret, startDraining } from '@/lib/testing/notifications'
import {
  digestOf,
  entryOf,
  type Pushed,
  type PushTarget,
  pushBlob,
  pushIndex,
  pushManifest,
} from '@/lib/testing/push'
import { referrersFront } from '@/lib/testing/referrers-front'
import { runOneJob } from '@/lib/testing/run-one-job'
import { until } from '@/lib/testing/until'
import { drainTouches } from './drift/drain-touches'
import { queueLineChecks } from './drift/queue-checks'
import { followAttached } from './follow-attached'
import { judgeTouched } from './follow-tags'
import { afterMarkingHandlers } from './handlers/after-marking'
import { STARTING_POLICY } from './rules/starting-policy'
import { getVersion } from './use-cases/get-version'
import { nominate } from './use-cases/nominate'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const SBOM = 'application/vnd.cyclonedx+json'
const document = {
  ...STARTING_POLICY,
  requirements: [
    ...STARTING_POLICY.requirements,
    {
      id: 'attached-sbom',
      kind: 'check' as const,
      ref: 'ATT-002',
      params: {},
      level: 'warn' as const,
      maxAgeDays: null,
      isWaivable: true,
    },
  ],
}

async function open(db: Database, world: DeletionWorldOptions = {}): Promise<GoldenWorld> {
  const opened = await goldenWorld(db, { document, world })
  closing.push(() => opened.close())
  return opened
}

const system = (world: GoldenWorld) => buildContext({ db: world.db, registries: world.ctx.registries })
const follow = (world: GoldenWorld) => drainTouches(system(world), [followAttached, judgeTouched])

async function outcome(world: GoldenWorld, version: string) {
  const { version: row } = await getVersion(world.person('dan'), { version })
  return row.findings.find(({ requirementId }) => requirementId === 'attached-sbom')?.outcome
}

/** A list of components, attached as tools do it. */
async function attach(target: PushTarget, subject: Pick<Pushed, 'digest' | 'size' | 'mediaType'>) {
  const [bytes, config] = [Buffer.from(`{"of":"${subject.digest}"}`), Buffer.from('{}')]
  for (const blob of [bytes, config]) await pushBlob(target, blob)
  const { digest, size, mediaType } = subject
  return pushManifest(
    target,
    {
      schemaVersion: 2,
      mediaType: MEDIA_TYPE.ociManifest,
      artifactType: SBOM,
      config: {
        mediaType: 'application/vnd.oci.empty.v1+json',
        digest: digestOf(config),
        size: config.length,
      },
      layers: [{ mediaType: SBOM, digest: digestOf(bytes), size: bytes.length }],
      subject: { mediaType, digest, size },
    },
    { mediaType: MEDIA_TYPE.ociManifest },
  )
}

/** Where there is no referrers API its client writes the list under a tag. */
async function attachByTag(target: PushTarget, subject: Pick<Pushed, 'digest' | 'size' | 'mediaType'>) {
  const entry = { ...entryOf(await attach(target, subject)), artifactType: SBOM }
  await pushIndex(target, [entry], subject.digest.replace(':', '-'))
}

/** A world whose registry has the referrers API, and where a push through it goes. */
async function withApi(db: Database) {
  let url = ''
  const through = async (target: string) => {
    const front = await referrersFront(target)
    closing.push(() => front.close())
    url = front.url
    return front.url
  }
  const world = await open(db, { through })
  return { world, target: { url, repository: GOLDEN_REPOSITORY } }
}

/** What the index knows of a digest, as tools describe it. */
const subjectOf = async (world: GoldenWorld, id: string) => {
  const { version } = await getVersion(world.person('dan'), { version: id })
  return { digest: version.digest, size: 1, mediaType: version.mediaType }
}

async function candidate(world: GoldenWorld, reference = '1.0'): Promise<string> {
  return nominate(world.person('dan'), { line: world.line.id, reference })
}

eachDatabase('evidence attached through the registry', (openDatabase) => {
  it('is seen under the fallback tag, of a candidate and of what is golden', async () => {
    const world = await open(await openDatabase())
    const { version: golden } = await makeGolden(world, '1.1')
    const id = await candidate(world)
    expect(await outcome(world, id)).toBe('fail')
    for (const version of [id, golden.id]) await attachByTag(world.target, await subjectOf(world, version))
    await crawlNow({ db: world.db, registries: world.ctx.registries })
    await follow(world)
    expect(await outcome(world, id)).toBe('pass')
    expect(await outcome(world, golden.id)).toBe('pass')
  })

  it('is seen without any tag where the registry has the referrers API and tells of the push', async () => {
    const db = await openDatabase()
    const { world, target } = await withApi(db)
    const id = await candidate(world)
    expect(await outcome(world, id)).toBe('fail')
    const { digest } = await attach(target, await subjectOf(world, id))

    await makeSecret({ db })
    const inbox = startDraining({ db, registries: world.ctx.registries })
    closing.push(() => inbox.stop())
    await inbox.deliver(buildEvent({ id: `attached-${digest}`, repository: GOLDEN_REPOSITORY, digest }))
    await until(async () => (await db.query.selectFrom('golden_touch').select('tag').execute()).length > 0)
    await follow(world)
    expect(await outcome(world, id)).toBe('pass')
  })

  it('is found by the sweep where nobody tells', async () => {
    const { world, target } = await withApi(await openDatabase())
    const id = await candidate(world)
    await attach(target, await subjectOf(world, id))
    expect(await outcome(world, id)).toBe('fail')
    await queueLineChecks(world.ctx, 15)
    await runOneJob(system(world), afterMarkingHandlers)
    expect(await outcome(world, id)).toBe('pass')
  })

  it('voids approvals when what it changes was not seen by who approved', async () => {
    const world = await open(await openDatabase())
    const id = await candidate(world)
    await sendEvidence(world.as(ROBOT), (await subjectOf(world, id)).digest)
    const { version: before } = await approveNow(world.person('ada'), id)
    await attachByTag(world.target, await subjectOf(world, id))
    await crawlNow({ db: world.db, registries: world.ctx.registries })
    await follow(world)
    const { version: after } = await getVersion(world.person('ada'), { version: id })
    expect(after.evidenceDigest).not.toBe(before.evidenceDigest)
  })
})
