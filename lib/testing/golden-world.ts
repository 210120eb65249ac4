import { afterEach } from 'vitest'
import type { Context } from '@/lib/access/context'
import { insertGrant } from '@/lib/access/store/grant'
import { findProtection } from '@/lib/cleanup/store/protection'
import type { Actor } from '@/lib/core/actor'
import type { Database } from '@/lib/db/connection'
import { drainTouches } from '@/lib/golden/drift/drain-touches'
import { guardTouched, judgeTouched, nominateTouched } from '@/lib/golden/follow-tags'
import type { PolicyDocument } from '@/lib/golden/rules/policy'
import { STARTING_POLICY } from '@/lib/golden/rules/starting-policy'
import type { LineRow } from '@/lib/golden/store/lines'
import { addEvidence } from '@/lib/golden/use-cases/add-evidence'
import { approve } from '@/lib/golden/use-cases/approve'
import { getVersion, type VersionDetail } from '@/lib/golden/use-cases/get-version'
import { createLine } from '@/lib/golden/use-cases/lines'
import { nominate } from '@/lib/golden/use-cases/nominate'
import { createPolicy } from '@/lib/golden/use-cases/policies'
import type { Digest } from '@/lib/oci/digest'
import { buildContext, buildPerson } from './context'
import { type DeletionWorld, type DeletionWorldOptions, deletionWorld } from './deletion-world'
import { attestationEntryOf, entryOf, type Pushed, type PushTarget, pushImage, pushIndex } from './push'

export const GOLDEN_REPOSITORY = 'team/base'

const on = (role: 'developer' | 'maintainer' | 'approver' | 'owner' | 'viewer') => ({
  grants: [{ role, path: 'team' }],
})

/** Everybody who has to do with a golden line. */
export const PEOPLE = {
  dan: buildPerson('dan', on('developer')),
  mia: buildPerson('mia', on('maintainer')),
  ada: buildPerson('ada', on('approver')),
  abe: buildPerson('abe', on('approver')),
  olga: buildPerson('olga', on('owner')),
  vera: buildPerson('vera', on('viewer')),
  root: buildPerson('root', { role: 'admin' }),
} as const

export type PersonName = keyof typeof PEOPLE

/** A token of dan's, as CI has one. */
export const ROBOT: Extract<Actor, { kind: 'token' }> = {
  ...PEOPLE.dan,
  kind: 'token',
  id: 'tok_ci',
  userId: 'usr_dan',
  owner: PEOPLE.dan,
}

/** Passes every check that blocks in the policy to start with. */
export const GOOD_CONFIG = { User: '10001', Env: ['PATH=/usr/bin'] }

export interface GoldenWorld extends DeletionWorld {
  readonly target: PushTarget
  readonly line: LineRow
  readonly person: (name: PersonName) => Context
}

/** A line of a real registry with the policy to start with, and images `1.0`, `1.1` that could be golden. */
export async function goldenWorld(
  db: Database,
  options: {
    readonly document?: PolicyDocument
    readonly fill?: (target: PushTarget) => Promise<void>
    readonly tagPattern?: string
    readonly world?: DeletionWorldOptions
  } = {},
): Promise<GoldenWorld> {
  const world = await deletionWorld(
    db,
    async ({ url }) => {
      const target = { url, repository: GOLDEN_REPOSITORY }
      for (const tag of ['1.0', '1.1']) await pushGood(target, tag)
      await options.fill?.(target)
    },
    options.world,
  )
  await addGrants(db)
  const root = world.as(PEOPLE.root)
  const { document = STARTING_POLICY } = options
  const policy = await createPolicy(root, { name: 'house', description: '', document, reason: 'first' })
  const line = await createLine(world.as(PEOPLE.olga), {
    registry: 'main',
    repository: GOLDEN_REPOSITORY,
    name: 'debian12-base',
    description: '',
    policy: policy.id,
    tagPattern: options.tagPattern ?? null,
    hasPins: false,
    onMissing: 'put-back',
    isPublished: true,
  })
  return {
    ...world,
    target: { url: world.registry.url, repository: GOLDEN_REPOSITORY },
    line,
    person: (name) => world.as(PEOPLE[name]),
  }
}

/** Opens worlds for the tests of a file; each is closed when its test has ended. */
export function goldenWorlds(): typeof goldenWorld {
  const opened: GoldenWorld[] = []
  afterEach(async () => {
    for (const world of opened.splice(0).reverse()) await world.close()
  })
  return async (db, options) => {
    const world = await goldenWorld(db, options)
    opened.push(world)
    return world
  }
}

/** Lists are filtered by the grants in the database. */
async function addGrants(db: Database): Promise<void> {
  for (const { id: principalId, grants } of Object.values(PEOPLE)) {
    for (const { id, registryId, path, role } of grants) {
      const grant = { id, principalKind: 'user' as const, principalId, registryId, path, role }
      await insertGrant(db.query, { ...grant, createdBy: 'test', createdAt: 1 })
    }
  }
}

/** Whether anything keeps a digest of the line's repository from being deleted. */
export async function isProtected({ db, line }: GoldenWorld, digest: string): Promise<boolean> {
  return (await findProtection(db.query, line.repositoryId, [digest])).has(digest)
}

/** What a decision on a version is sent with. */
export function because(reason: string, ifRevision: number, version: string) {
  return { version, ifRevision, reason }
}

/** An image that passes, different for each tag. */
export function pushGood(target: PushTarget, tag: string): Promise<Pushed> {
  const config = { created: new Date().toISOString(), config: GOOD_CONFIG }
  return pushImage(target, { tag, layers: ['base', `layer ${tag}`], config })
}

const JUNIT = (failures: number) =>
  `<testsuite name="smoke" tests="3" failures="${failures}">${['a', 'b', 'c']
    .map((name, at) => `<testcase name="${name}">${at < failures ? '<failure/>' : ''}</testcase>`)
    .join('')}</testsuite>`

/** Sends the test report, and the scan unless `isScanned` is false. */
export async function sendEvidence(
  ctx: Context,
  digest: Digest,
  { failures = 0, isScanned = true }: { readonly failures?: number; readonly isScanned?: boolean } = {},
): Promise<void> {
  const subject = { registry: 'main', repository: GOLDEN_REPOSITORY, digest }
  await addEvidence(ctx, { ...subject, type: 'EVD-001', payload: JUNIT(failures) })
  if (!isScanned) return
  const scan = {
    SchemaVersion: 2,
    CreatedAt: new Date(ctx.clock.now()).toISOString(),
    Results: [],
  }
  await addEvidence(ctx, { ...subject, type: 'EVD-002', payload: JSON.stringify(scan) })
}

/** Approves what is there now, as somebody who has just looked at it. */
export async function approveNow(ctx: Context, version: string): Promise<VersionDetail> {
  const { basis } = await getVersion(ctx, { version })
  await approve(ctx, { version, basis })
  return getVersion(ctx, { version })
}

/** Takes an image all the way: nominated by dan, tested, approved by ada and abe. */
export async function makeGolden(world: GoldenWorld, reference: string): Promise<VersionDetail> {
  const version = await nominate(world.person('dan'), { line: world.line.id, reference })
  const { digest } = (await getVersion(world.person('dan'), { version })).version
  await sendEvidence(world.as(ROBOT), digest)
  await approveNow(world.person('ada'), version)
  return approveNow(world.person('abe'), version)
}

/** An index of two images and an attestation of the first. */
export async function pushGoodIndex(target: PushTarget, tag: string): Promise<void> {
  const amd64 = await pushGood(target, `${tag}-amd64`)
  const arm64 = await pushGood(target, `${tag}-arm64`)
  const attestation = await pushImage(target, { layers: ['{}'] })
  const manifests = [entryOf(amd64, 'amd64'), entryOf(arm64, 'arm64'), attestationEntryOf(attestation, amd64)]
  await pushIndex(target, manifests, tag)
}

/** What follows from pushes the index has learned of. */
export async function followPushed({ db, ctx }: GoldenWorld): Promise<void> {
  const following = [guardTouched, nominateTouched, judgeTouched]
  await drainTouches(buildContext({ db, registries: ctx.registries }), following)
}
