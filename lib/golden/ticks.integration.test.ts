import { expect, it } from 'vitest'
import { deleteTags } from '@/lib/cleanup/handlers/delete-tags'
import { findProtection } from '@/lib/cleanup/store/protection'
import { DELETE_KIND } from '@/lib/cleanup/use-cases/queue-deletion'
import { deleteTag } from '@/lib/cleanup/use-cases/start-deletion'
import type { JobHandler } from '@/lib/jobs/handler'
import { buildContext } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { digestAt } from '@/lib/testing/deletion-world'
import { GOLDEN_REPOSITORY, type GoldenWorld, goldenWorlds, makeGolden } from '@/lib/testing/golden-world'
import { pushImage } from '@/lib/testing/push'
import { runOneJob } from '@/lib/testing/run-one-job'
import { afterMarkingHandlers } from './handlers/after-marking'
import { DAY_MS } from './rules/version'
import { runTick } from './tick/run-tick'
import { getVersion } from './use-cases/get-version'
import { updateLine } from './use-cases/lines'
import { revoke } from './use-cases/revoke'

const open = goldenWorlds()

/** The system, so many days from now. */
function systemIn(world: GoldenWorld, days: number) {
  const clock = { now: () => Date.now() + days * DAY_MS }
  return buildContext({ db: world.db, registries: world.ctx.registries, clock })
}

const tickIn = (world: GoldenWorld, days: number) => runTick(systemIn(world, days))

async function told(world: GoldenWorld) {
  const rows = await world.db.query
    .selectFrom('audit_event')
    .select(['type', 'actor_kind'])
    .where('type', 'in', ['golden.expiring', 'golden.expired', 'golden.superseded', 'golden.revoked'])
    .orderBy('sequence')
    .execute()
  return rows.map(({ type, actor_kind }) => `${type} by ${actor_kind}`)
}

eachDatabase('what the clock brings about', (openDatabase) => {
  it('warns before the end and tells the end, each once, whoever looks and however often', async () => {
    const world = await open(await openDatabase())
    await makeGolden(world, '1.0')
    expect(await tickIn(world, 0)).toBe(0)
    const looks = await Promise.all([77, 77, 78].map((days) => tickIn(world, days)))
    expect(looks.reduce((sum, count) => sum + count, 0)).toBe(1)
    expect(await told(world)).toEqual(['golden.expiring by system'])
    await tickIn(world, 89.5)
    await tickIn(world, 91)
    await tickIn(world, 200)
    expect(await told(world)).toEqual([
      'golden.expiring by system',
      'golden.expiring by system',
      'golden.expired by system',
    ])
  })

  it('tells that a newer version took the place of one', async () => {
    const world = await open(await openDatabase())
    await makeGolden(world, '1.0')
    await makeGolden(world, '1.1')
    expect(await tickIn(world, 0)).toBe(1)
    expect(await tickIn(world, 0)).toBe(0)
    expect(await told(world)).toEqual(['golden.superseded by system'])
  })

  it('makes an announced revocation a decision when its time has come, and lets go of the image', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    const because = { category: 'policy', reason: 'end of life' } as const
    const at = Date.now() + 2 * DAY_MS
    await revoke(world.person('mia'), { version: version.id, ifRevision: version.revision, at, ...because })
    expect(await tickIn(world, 1)).toBe(0)
    expect(await tickIn(world, 3)).toBe(1)
    expect(await tickIn(world, 3)).toBe(0)

    const { version: after, decisions } = await getVersion(world.person('mia'), { version: version.id })
    expect(after.status).toBe('revoked')
    expect(decisions.at(-1)).toMatchObject({ verb: 'revoke', actorKind: 'system', reason: 'end of life' })
    const { repositoryId } = world.line
    expect((await findProtection(world.db.query, repositoryId, [version.digest])).size).toBe(0)
  })

  it('pins everything of a version once its line has pins', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    expect(await tickIn(world, 0)).toBe(0)
    const pins = { line: world.line.id, ifRevision: world.line.revision, hasPins: true }
    await updateLine(world.person('olga'), pins)
    expect(await tickIn(world, 0)).toBe(1)
    expect(await tickIn(world, 0)).toBe(0)

    await runNext(world, afterMarkingHandlers)
    expect(await digestAt(world.target.url, GOLDEN_REPOSITORY, 'golden-1.0')).toBe(version.digest)
  })

  it('takes the pins off when its line pins no longer, and nothing else of what is golden', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    const { version: other } = await makeGolden(world, '1.1')
    const line = await pinAll(world)
    const pinned = await digestAt(world.target.url, GOLDEN_REPOSITORY, 'golden-1.1')
    expect(pinned).toBe(other.digest)
    // A tag of the same name that somebody pushed over is theirs.
    const theirs = await pushImage(world.target, { tag: 'golden-1.1', layers: ['theirs'] })

    const off = { line: line.id, ifRevision: line.revision, hasPins: false }
    await updateLine(world.ctx, off)
    const job = await runNext(world, { [DELETE_KIND]: deleteTags })
    expect(job).toMatchObject({ kind: 'delete-tags', status: 'succeeded' })
    const at = (reference: string) => digestAt(world.target.url, GOLDEN_REPOSITORY, reference)
    expect(await at('golden-1.0')).toBeNull()
    expect(await at('golden-1.1')).toBe(theirs.digest)
    expect(await at('1.0')).toBe(version.digest)
    expect(await at(version.digest)).toBe(version.digest)
    expect((await findProtection(world.db.query, line.repositoryId, [version.digest])).size).toBe(1)
    await expect(
      deleteTag(world.ctx, {
        registry: 'main',
        repository: GOLDEN_REPOSITORY,
        tag: '1.0',
        expectedDigest: version.digest,
      }),
    ).rejects.toMatchObject({ code: 'tag-is-golden' })
  })

  it('puts them again when it pins once more', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    const line = await pinAll(world)
    const { revision } = await updateLine(world.ctx, {
      line: line.id,
      ifRevision: line.revision,
      hasPins: false,
    })
    await runNext(world, { [DELETE_KIND]: deleteTags })
    await updateLine(world.ctx, { line: line.id, ifRevision: revision, hasPins: true })
    expect(await tickIn(world, 0)).toBe(1)
    await runNext(world, afterMarkingHandlers)
    expect(await digestAt(world.target.url, GOLDEN_REPOSITORY, 'golden-1.0')).toBe(version.digest)
  })
})

const runNext = (world: GoldenWorld, handlers: Readonly<Record<string, JobHandler>>) =>
  runOneJob(systemIn(world, 0), handlers)

/** Turns pins on and puts them. */
async function pinAll(world: GoldenWorld) {
  const { id: line, revision: ifRevision } = world.line
  const pinned = await updateLine(world.ctx, { line, ifRevision, hasPins: true })
  for (let left = await tickIn(world, 0); left > 0; left = await tickIn(world, 0)) {
    for (let at = 0; at < left; at += 1) await runNext(world, afterMarkingHandlers).catch(() => undefined)
  }
  return pinned
}
