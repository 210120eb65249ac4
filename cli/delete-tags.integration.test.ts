import { afterAll, beforeAll, expect, it } from 'vitest'
import { protect } from '@/lib/cleanup/store/protection'
import { transaction } from '@/lib/db/transaction'
import { type CommandWorld, commandWorld } from '@/lib/testing/command-world'
import { readTags } from '@/lib/testing/deletion-world'
import { pushImage } from '@/lib/testing/push'

const APP = 'team/app'
const DELETE = ['tags', 'delete', '--registry', 'main', '--repository', APP]
const MANY = Array.from({ length: 25 }, (_, at) => `many-${at + 1}`)

let world: CommandWorld
let digests: ReadonlyMap<string, string | null>

beforeAll(async () => {
  world = await commandWorld(async ({ url }) => {
    const target = { url, repository: APP }
    for (const tag of ['v1', 'latest', 'release']) await pushImage(target, { tag, layers: ['base', 'one'] })
    for (const tag of ['pr-1', 'pr-2', 'pr-3', 'old-1', 'old-2']) {
      await pushImage(target, { tag, layers: ['base', tag] })
    }
    for (const tag of MANY) await pushImage(target, { tag, layers: ['base', 'many'] })
    digests = await readTags(url, APP)
  })
  await protectDigest(digestOf('pr-3'))
}, 180_000)
afterAll(() => world?.close())

const tagsNow = async () => [...(await readTags(world.registry.url, APP)).keys()].sort()
const digestOf = (tag: string) => digests.get(tag) ?? ''

function protectDigest(digest: string) {
  return world.inDatabase(async (db) => {
    const repository = await db.query
      .selectFrom('repository')
      .select(['id', 'registry_id'])
      .where('name', '=', APP)
      .executeTakeFirstOrThrow()
    const place = { registryId: repository.registry_id, repositoryId: repository.id }
    const why = { digests: [digest], source: 'golden', detail: 'Golden as base 1.0.0.', at: 1 }
    await transaction(db, (tx) => protect(tx, place, why))
  })
}

it('says which tags a filter would take and which stay and why, and takes them only with --yes', async () => {
  const before = await tagsNow()
  const dry = await world.run(...DELETE, '--q', 'pr-')
  expect(dry).toMatchObject({
    code: 0,
    out: `pr-1\t${digestOf('pr-1')}\npr-2\t${digestOf('pr-2')}\n`,
    err: expect.stringMatching(/stays: pr-3, Golden as base 1\.0\.0\.\n(.*\n)*.*Add --yes to do it/),
  })
  expect(await tagsNow()).toEqual(before)

  const done = await world.run(...DELETE, '--q', 'pr-', '--yes')
  expect(done).toMatchObject({ code: 0, out: 'pr-1  verified\npr-2  verified\n' })
  expect(done.err).toContain('2 deleted, 0 left alone, 0 failed')
  expect(await tagsNow()).toEqual(before.filter((tag) => tag !== 'pr-1' && tag !== 'pr-2'))
}, 120_000)

it('deletes nothing of what was named when something of it is protected', async () => {
  const before = await tagsNow()
  const refused = await world.run(...DELETE, 'v1', 'pr-3', '--yes')
  expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining('blocked: ') })
  expect(await tagsNow()).toEqual(before)
}, 120_000)

it('takes what it printed as what to delete, and leaves alone what names something else by now', async () => {
  const dry = await world.run(...DELETE, 'old-1', 'old-2')
  expect(dry.out.split('\n')).toHaveLength(3)
  await pushImage({ url: world.registry.url, repository: APP }, { tag: 'old-2', layers: ['base', 'newer'] })

  const done = await world.feed(dry.out, ...DELETE, '-', '--yes')
  expect(done).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^old-1 {2}verified\nold-2 {2}skipped {2}It names another digest/),
  })
  const tags = await tagsNow()
  expect(tags).not.toContain('old-1')
  expect(tags).toContain('old-2')
}, 120_000)

it('deletes many only to who says how many, so that a filter that meets more by now does nothing', async () => {
  const dry = await world.run(...DELETE, '--q', 'many-')
  expect(dry).toMatchObject({ code: 0, err: expect.stringContaining('Add --yes --confirm 25 to do it') })
  const before = await tagsNow()
  expect(await world.run(...DELETE, '--q', 'many-', '--yes')).toMatchObject({ code: 1, out: '' })
  expect(await world.run(...DELETE, '--q', 'many-', '--yes', '--confirm', '24')).toMatchObject({ code: 1 })
  expect(await tagsNow()).toEqual(before)

  const done = await world.run(...DELETE, '--q', 'many-', '--yes', '--confirm', '25')
  expect(done).toMatchObject({ code: 0, err: expect.stringContaining('25 deleted') })
  expect(await tagsNow()).toEqual(before.filter((tag) => !MANY.includes(tag)))
}, 180_000)

it('refuses what it cannot read with 2 and what is not there with 1, and deletes nothing', async () => {
  const before = await tagsNow()
  const wrong = [[], ['v1', '--q', 'v'], ['v1@sha256:abc'], ['--digest', 'sha256:abc'], ['--tools', 'maybe']]
  for (const words of wrong) {
    expect(await world.run(...DELETE, ...words, '--yes'), words.join(' ')).toMatchObject({ code: 2, out: '' })
  }
  expect(await world.run(...DELETE, '--q', 'absent', '--yes')).toMatchObject({ code: 1, out: '' })
  expect(await world.feed('', ...DELETE, '-', '--yes')).toMatchObject({ code: 1, out: '' })
  const elsewhere = ['tags', 'delete', '--registry', 'main', '--repository', 'team/none', '--all', '--yes']
  expect(await world.run(...elsewhere)).toMatchObject({ code: 1, out: '' })
  expect(await tagsNow()).toEqual(before)
}, 180_000)
