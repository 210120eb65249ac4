import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createPolicy } from '@/lib/cleanup/use-cases/retention/create-policy'
import { SYSTEM_ACTOR } from '@/lib/core/actor'
import { closeDatabase, openDatabase } from '@/lib/db/connection'
import { type BuiltServer, hasBuild, startBuiltServer } from '@/lib/testing/built-server'
import { buildContext } from '@/lib/testing/context'
import { readTags } from '@/lib/testing/deletion-world'
import { pushImage } from '@/lib/testing/push'
import { type RunningRegistry, startRegistry } from '@/lib/testing/registry'

const assay = fileURLToPath(new URL('./assay.mjs', import.meta.url))
const APP = 'team/app'
const PLACE = ['--registry', 'main', '--repository', APP]

let dataDir: string
let registry: RunningRegistry
let server: BuiltServer | undefined
let digests: ReadonlyMap<string, string | null>

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'assay-cli-cleanup-'))
  registry = await startRegistry()
  const target = { url: registry.url, repository: APP }
  for (const tag of ['v1', 'latest']) await pushImage(target, { tag, layers: ['base', 'one'] })
  for (const tag of ['pr-1', 'pr-2']) await pushImage(target, { tag, layers: ['base', tag] })
  digests = await readTags(registry.url, APP)
  // Where there is a build the commands work beside the server, as cron would run them.
  if (hasBuild) server = await startBuiltServer({ dataDir, env: environment() })
  expect(await run('sync')).toMatchObject({ code: 0 })
}, 180_000)
afterAll(async () => {
  await server?.stop()
  await registry?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

function environment() {
  return { ASSAY_REGISTRY_URL: registry.url, ASSAY_ALLOWED_CIDRS: '127.0.0.0/8' }
}

async function run(...words: readonly string[]) {
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: 'development',
    PATH: process.env.PATH,
    ASSAY_DATA_DIR: dataDir,
    ...environment(),
  }
  const child = spawn(process.execPath, [assay, ...words], { env, cwd: tmpdir() })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  const [code] = await once(child, 'close')
  return { code, out, err }
}

const tagsNow = async () => [...(await readTags(registry.url, APP)).keys()].sort()
const digestOf = (tag: string) => digests.get(tag) ?? ''

it('shows what deleting a tag would do, then does it and leaves its sibling', async () => {
  const words = ['tag', 'delete', '--tag', `main/${APP}:v1`]
  const dry = await run(...words)
  expect(dry).toMatchObject({ code: 0, err: expect.stringContaining('Nothing was done') })
  expect(dry.out).toContain('stays: 1 other tags of the digest (latest)')
  expect(await tagsNow()).toEqual(['latest', 'pr-1', 'pr-2', 'v1'])

  expect(await run(...words, '--yes')).toMatchObject({
    code: 0,
    out: expect.stringContaining('v1  verified'),
  })
  expect(await tagsNow()).toEqual(['latest', 'pr-1', 'pr-2'])
  expect((await readTags(registry.url, APP)).get('latest')).toBe(digestOf('latest'))
}, 60_000)

it('lists the trash, says whether an item can be restored, and restores it', async () => {
  const listed = await run('trash', 'list')
  expect(listed.out).toContain(`main/${APP}:v1\t${digestOf('v1')}`)
  const [item = ''] = listed.out.split('\t')
  const dry = await run('trash', 'restore', '--item', item, '--dry-run')
  expect(dry).toMatchObject({ code: 0, out: expect.stringContaining('restorable') })
  expect(await tagsNow()).not.toContain('v1')

  const back = await run('trash', 'restore', '--item', item)
  expect(back).toMatchObject({ code: 0, out: `main/${APP}:v1 ${digestOf('v1')}\n` })
  expect((await readTags(registry.url, APP)).get('v1')).toBe(digestOf('v1'))
  expect(await run('trash', 'restore', '--item', item)).toMatchObject({ code: 1, out: '' })
}, 60_000)

it('moves a tag only from what it was seen to name, after saying what it would move', async () => {
  const words = ['tag', 'move', ...PLACE, '--tag', 'v1', '--digest', digestOf('pr-1')]
  expect(await run(...words, '--dry-run')).toMatchObject({
    code: 0,
    out: `${digestOf('v1')}\t${digestOf('pr-1')}\n`,
  })
  expect(await run(...words)).toMatchObject({ code: 1, out: '' })
  expect(await run(...words, '--from', digestOf('v1'))).toMatchObject({ code: 0 })
  expect((await readTags(registry.url, APP)).get('v1')).toBe(digestOf('pr-1'))
}, 60_000)

it('promotes a tag to another repository, and over another one only when told what that names', async () => {
  const words = ['tag', 'promote', ...PLACE, '--tag', 'pr-1', '--digest', digestOf('pr-1')]
  const there = ['--to', 'team/prod', '--to-tag', 'stable']
  expect(await run(...words, ...there, '--dry-run')).toMatchObject({
    code: 0,
    out: `team/prod:stable\tnew\t${digestOf('pr-1')}\n`,
  })
  expect(await readTags(registry.url, 'team/prod')).toEqual(new Map())
  expect(await run(...words, ...there)).toMatchObject({ code: 0, out: 'succeeded\n' })
  expect((await readTags(registry.url, 'team/prod')).get('stable')).toBe(digestOf('pr-1'))

  const other = ['tag', 'promote', ...PLACE, '--tag', 'pr-2', '--digest', digestOf('pr-2'), ...there]
  expect(await run(...other)).toMatchObject({ code: 1 })
  expect(await run(...other, '--over', digestOf('pr-1'))).toMatchObject({ code: 0, out: 'succeeded\n' })
  expect((await readTags(registry.url, 'team/prod')).get('stable')).toBe(digestOf('pr-2'))
}, 90_000)

it('simulates a retention policy, and deletes by it only what somebody looked at', async () => {
  const policy = await addPolicy()
  expect((await run('retention', 'list')).out).toContain(
    `${policy}\told builds\tmain/\tversion 1\tneeds a simulation`,
  )
  expect(await run('retention', 'run', '--policy', policy)).toMatchObject({ code: 1, out: '' })

  const dry = await run('retention', 'run', '--policy', policy, '--dry-run')
  expect(dry).toMatchObject({ code: 0, out: `${APP}:pr-1\tBuilds\n${APP}:pr-2\tBuilds\n` })
  expect(await tagsNow()).toEqual(['latest', 'pr-1', 'pr-2', 'v1'])
  const simulation = /run_[a-z0-9]+/.exec(dry.err)?.[0] ?? ''

  const done = await run('retention', 'run', '--policy', policy, '--reviewed', simulation)
  expect(done).toMatchObject({ code: 0, out: expect.stringContaining('finished') })
  expect(await tagsNow()).toEqual(['latest', 'v1'])
  // v1 was moved to the image of pr-1, which so stays.
  expect((await readTags(registry.url, APP)).get('v1')).toBe(digestOf('pr-1'))
}, 90_000)

async function addPolicy(): Promise<string> {
  const db = openDatabase({ databaseUrl: undefined, dataDir })
  try {
    const ctx = buildContext({ db, actor: SYSTEM_ACTOR })
    const rules = [{ name: 'Builds', verb: 'delete', match: { tags: ['pr-*'] } }]
    const { id } = await createPolicy(ctx, {
      name: 'old builds',
      registry: 'main',
      path: '',
      document: { rules, maxPercent: 100 },
      reason: 'They cost money.',
      cron: null,
      timeZone: 'UTC',
      isPaused: false,
      removesUntagged: false,
    })
    return id
  } finally {
    await closeDatabase(db)
  }
}

it('checks that everything tags name still answers, and says so by its exit code', async () => {
  expect(await run('storage', 'verify', '--registry', 'main')).toMatchObject({ code: 0, out: '' })
}, 60_000)
