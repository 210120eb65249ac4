import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CommandWorld, commandWorld } from '@/lib/testing/command-world'
import { readTags } from '@/lib/testing/deletion-world'
import { pushImage } from '@/lib/testing/push'

const APP = 'team/app'
const PLACE = ['--registry', 'main', '--repository', APP]

let world: CommandWorld
let digests: ReadonlyMap<string, string | null>

beforeAll(async () => {
  world = await commandWorld(async ({ url }) => {
    const target = { url, repository: APP }
    for (const tag of ['v1', 'latest']) await pushImage(target, { tag, layers: ['base', 'one'] })
    for (const tag of ['pr-1', 'pr-2']) await pushImage(target, { tag, layers: ['base', tag] })
    digests = await readTags(url, APP)
  })
}, 180_000)
afterAll(() => world?.close())

const tagsNow = async () => [...(await readTags(world.registry.url, APP)).keys()].sort()
const digestOf = (tag: string) => digests.get(tag) ?? ''

it('shows what deleting a tag would do, then does it and leaves its sibling', async () => {
  const words = ['tag', 'delete', '--tag', `main/${APP}:v1`]
  const dry = await world.run(...words)
  expect(dry).toMatchObject({ code: 0, err: expect.stringContaining('Nothing was done') })
  expect(dry.out).toContain('stays: 1 other tags of the digest (latest)')
  expect(await tagsNow()).toEqual(['latest', 'pr-1', 'pr-2', 'v1'])

  expect(await world.run(...words, '--yes')).toMatchObject({
    code: 0,
    out: expect.stringContaining('v1  verified'),
  })
  expect(await tagsNow()).toEqual(['latest', 'pr-1', 'pr-2'])
  expect((await readTags(world.registry.url, APP)).get('latest')).toBe(digestOf('latest'))
}, 60_000)

it('lists the trash, says whether an item can be restored, and restores it', async () => {
  const listed = await world.run('trash', 'list')
  expect(listed.out).toContain(`main/${APP}:v1\t${digestOf('v1')}`)
  const [item = ''] = listed.out.split('\t')
  const dry = await world.run('trash', 'restore', '--item', item, '--dry-run')
  expect(dry).toMatchObject({ code: 0, out: expect.stringContaining('restorable') })
  expect(await tagsNow()).not.toContain('v1')

  const back = await world.run('trash', 'restore', '--item', item)
  expect(back).toMatchObject({ code: 0, out: `main/${APP}:v1 ${digestOf('v1')}\n` })
  expect((await readTags(world.registry.url, APP)).get('v1')).toBe(digestOf('v1'))
  expect(await world.run('trash', 'restore', '--item', item)).toMatchObject({ code: 1, out: '' })
}, 60_000)

it('moves a tag only from what it was seen to name, after saying what it would move', async () => {
  const words = ['tag', 'move', ...PLACE, '--tag', 'v1', '--digest', digestOf('pr-1')]
  expect(await world.run(...words, '--dry-run')).toMatchObject({
    code: 0,
    out: `${digestOf('v1')}\t${digestOf('pr-1')}\n`,
  })
  expect(await world.run(...words)).toMatchObject({ code: 1, out: '' })
  expect(await world.run(...words, '--from', digestOf('v1'))).toMatchObject({ code: 0 })
  expect((await readTags(world.registry.url, APP)).get('v1')).toBe(digestOf('pr-1'))
}, 60_000)

it('promotes a tag to another repository, and over another one only when told what that names', async () => {
  const words = ['tag', 'promote', ...PLACE, '--tag', 'pr-1', '--digest', digestOf('pr-1')]
  const there = ['--to', 'team/prod', '--to-tag', 'stable']
  expect(await world.run(...words, ...there, '--dry-run')).toMatchObject({
    code: 0,
    out: `team/prod:stable\tnew\t${digestOf('pr-1')}\n`,
  })
  expect(await readTags(world.registry.url, 'team/prod')).toEqual(new Map())
  expect(await world.run(...words, ...there)).toMatchObject({ code: 0, out: 'succeeded\n' })
  expect((await readTags(world.registry.url, 'team/prod')).get('stable')).toBe(digestOf('pr-1'))

  const other = ['tag', 'promote', ...PLACE, '--tag', 'pr-2', '--digest', digestOf('pr-2'), ...there]
  expect(await world.run(...other)).toMatchObject({ code: 1 })
  expect(await world.run(...other, '--over', digestOf('pr-1'))).toMatchObject({ code: 0, out: 'succeeded\n' })
  expect((await readTags(world.registry.url, 'team/prod')).get('stable')).toBe(digestOf('pr-2'))
}, 90_000)

it('checks that everything tags name still answers, and says so by its exit code', async () => {
  expect(await world.run('storage', 'verify', '--registry', 'main')).toMatchObject({ code: 0, out: '' })
}, 60_000)
