import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CommandWorld, commandWorld } from '@/lib/testing/command-world'
import { readTags } from '@/lib/testing/deletion-world'
import { pushImage } from '@/lib/testing/push'

const APP = 'team/app'
const NAME = 'old builds'
const RULES = `rules:
  - name: Builds
    verb: delete
    repositories: []
    match:
      tags:
        - pr-*
untaggedOlderThanDays: null
maxPercent: 100
`
const APPLY = ['retention', 'apply', '--registry', 'main', '--name', NAME]
const POLICY = ['--policy', `main/${NAME}`]

let world: CommandWorld

beforeAll(async () => {
  world = await commandWorld(async ({ url }) => {
    const target = { url, repository: APP }
    await pushImage(target, { tag: 'latest', layers: ['base', 'one'] })
    // A build that became a release: the image stays with its other tag.
    for (const tag of ['pr-1', 'v1']) await pushImage(target, { tag, layers: ['base', 'pr-1'] })
    await pushImage(target, { tag: 'pr-2', layers: ['base', 'pr-2'] })
  })
}, 180_000)
afterAll(() => world?.close())

const tagsNow = async () => [...(await readTags(world.registry.url, APP)).keys()].sort()

async function fileOf(text: string): Promise<string> {
  const path = join(world.dataDir, 'policy.yaml')
  await writeFile(path, text)
  return path
}

it('adds a policy of a file only once it is whole, and keeps nothing of a dry run', async () => {
  const file = await fileOf(RULES.replace('verb: delete', 'verb: remove'))
  const faulty = await world.run(...APPLY, '--file', file, '--reason', 'They cost money.')
  expect(faulty).toMatchObject({ code: 1, out: '', err: expect.stringContaining(`${file}:3:11: `) })
  const good = [...APPLY, '--file', '-', '--path', 'team']
  expect(await world.feed(RULES, ...good)).toMatchObject({
    code: 2,
    err: expect.stringContaining('--reason is missing'),
  })
  const reasoned = [...good, '--reason', 'They cost money.']
  expect(await world.feed(RULES, ...reasoned, '--cron', 'x')).toMatchObject({ code: 2 })
  const nowhere = reasoned.map((word) => (word === 'main' ? 'absent' : word))
  expect(await world.feed(RULES, ...nowhere, '--dry-run')).toMatchObject({ code: 1, out: '' })
  expect(await world.feed(RULES, ...reasoned, '--dry-run')).toMatchObject({
    code: 0,
    out: 'would be added\n',
  })
  expect((await world.run('retention', 'list')).out).toBe('')

  expect(await world.feed(RULES, ...reasoned)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^ret_\w+\tadded\tversion 1\n$/),
  })
  expect((await world.run('retention', 'list')).out).toMatch(
    /^ret_\w+\told builds\tmain\/team\tversion 1\tneeds a simulation\tno schedule\n$/,
  )
}, 180_000)

it('shows a policy as the file it came from, and does nothing when that is applied again', async () => {
  const shown = await world.run('retention', 'show', ...POLICY)
  expect(shown).toMatchObject({
    code: 0,
    out: RULES,
    err: expect.stringContaining('reason: They cost money.'),
  })
  expect(await world.feed(shown.out, ...APPLY, '--file', '-')).toMatchObject({
    code: 0,
    out: expect.stringContaining('unchanged\tversion 1'),
  })
  expect(await world.run('retention', 'show', '--policy', 'main/none')).toMatchObject({ code: 2, out: '' })
}, 120_000)

it('deletes by a policy only what somebody looked at, and replaced rules have to be looked at again', async () => {
  expect(await world.run('retention', 'run', ...POLICY)).toMatchObject({ code: 1, out: '' })
  const first = await simulate(`${APP}:pr-1\tBuilds\n${APP}:pr-2\tBuilds\n`)

  const narrower = RULES.replace('pr-*', 'pr-2')
  const words = [...APPLY, '--file', await fileOf(narrower)]
  const dry = await world.run(...words, '--dry-run')
  expect(dry).toMatchObject({ code: 0, out: expect.stringContaining('would be replaced') })
  expect(dry.err).toContain('changes: rules')
  expect((await world.run('retention', 'show', ...POLICY)).out).toBe(RULES)
  expect(await world.run(...words)).toMatchObject({
    code: 0,
    out: expect.stringContaining('replaced\tversion 2'),
  })
  expect(await world.run('retention', 'run', ...POLICY, '--reviewed', first)).toMatchObject({ code: 1 })
  expect(await tagsNow()).toEqual(['latest', 'pr-1', 'pr-2', 'v1'])

  expect(await world.feed(RULES, ...APPLY, '--file', '-')).toMatchObject({ code: 0 })
  const again = await simulate(`${APP}:pr-1\tBuilds\n${APP}:pr-2\tBuilds\n`)
  const done = await world.run('retention', 'run', ...POLICY, '--reviewed', again)
  expect(done).toMatchObject({ code: 0, out: expect.stringContaining('finished') })
  expect(await tagsNow()).toEqual(['latest', 'v1'])
}, 180_000)

async function simulate(out: string): Promise<string> {
  const dry = await world.run('retention', 'run', ...POLICY, '--dry-run')
  expect(dry).toMatchObject({ code: 0, out })
  return /run_[a-z0-9]+/.exec(dry.err)?.[0] ?? ''
}

it('changes settings alone without a new version, keeps the others, and never moves a policy', async () => {
  const words = [...APPLY, '--file', '-']
  const settings = ['--cron', '0 3 * * 0', '--time-zone', 'Europe/Madrid', '--paused', 'yes']
  const changed = await world.feed(RULES, ...words, ...settings)
  expect(changed).toMatchObject({ code: 0, out: expect.stringContaining('replaced\tversion 3') })
  expect(changed.err).toBe('changes: cron\nchanges: time-zone\nchanges: paused\n')
  const shown = await world.run('retention', 'show', ...POLICY)
  expect(shown.err).toContain('schedule: 0 3 * * 0 (Europe/Madrid)')
  expect(shown.err).toContain('paused: yes')
  expect(shown.err).toContain('reason: They cost money.')
  expect(await world.feed(RULES, ...words, '--cron', 'none')).toMatchObject({ code: 0 })
  expect((await world.run('retention', 'show', ...POLICY)).err).toContain('schedule: none')

  expect(await world.feed(RULES, ...words, '--path', 'team/app')).toMatchObject({
    code: 2,
    err: expect.stringContaining('main/team'),
  })
}, 180_000)
