import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it } from 'vitest'
import { createRegistryPool } from '@/lib/connections/pool'
import { type Keyring, type SealingKey, seal } from '@/lib/connections/seal'
import { AppError } from '@/lib/core/errors'
import { Secret } from '@/lib/core/secret'
import type { Database } from '@/lib/db/connection'
import { insertRows } from '@/lib/db/insert-rows'
import { transaction } from '@/lib/db/transaction'
import { buildContext } from '@/lib/testing/context'
import { eachDatabase, openSqliteForTest } from '@/lib/testing/database'
import { checkKeys } from './use-cases/check-keys'
import { rotateKeys } from './use-cases/rotate-keys'

const assay = fileURLToPath(new URL('../../cli/assay.mjs', import.meta.url))
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

eachDatabase('rotating keys', (open) => {
  it('seals anew what the previous key opens, and names what no key opens', async () => {
    const db = await open()
    const [present, previous, lost] = [drawKey(), drawKey(), drawKey()]
    await fill(db, { count: 450, key: previous })
    await fill(db, { count: 1, key: lost, from: 900 })
    await fill(db, { count: 1, key: present, from: 901 })

    const ctx = contextWith(db, { current: present, previous: [previous] })
    expect((await rotateKeys(ctx))[0]).toMatchObject({
      rotated: 450,
      unopened: ['reg_0900'],
      unopenedCount: 1,
    })
    expect((await rotateKeys(ctx))[0]).toMatchObject({ rotated: 0, unopenedCount: 1 })
    expect((await checkKeys(ctx))[0]).toMatchObject({ current: 451, others: [{ kid: lost.kid, count: 1 }] })

    const events = await db.query.selectFrom('audit_event').select(['type', 'facts']).execute()
    expect(events.map(({ type }) => type)).toEqual(['key.rotated', 'key.rotated', 'key.rotated'])
    expect(JSON.stringify(events)).not.toContain(present.material.reveal())
  })

  it('leaves a secret alone that somebody changes meanwhile', async () => {
    const db = await open()
    const [present, previous] = [drawKey(), drawKey()]
    await fill(db, { count: 1, key: previous })
    const pool = poolWith(db, { current: present, previous: [previous] })
    const typed = pool.sealPassword('reg_0000', new Secret('typed just now'))
    // The seal is made anew between reading the old value and writing the new one.
    const hasty = {
      ...pool,
      sealAt: () => seal(new Secret('stale'), place(0), { current: present, previous: [] }),
    }
    const ctx = {
      ...buildContext({ db, registries: hasty }),
      db: beforeTransaction(db, () =>
        db.query.updateTable('registry').set({ password_sealed: typed }).execute(),
      ),
    }
    expect((await rotateKeys(ctx))[0]).toMatchObject({ rotated: 0 })
    const row = await db.query.selectFrom('registry').select('password_sealed').executeTakeFirstOrThrow()
    expect(pool.unsealPassword('reg_0000', row.password_sealed ?? '').reveal()).toBe('typed just now')
  })
})

it('rotates ten thousand credentials beside a server that reads them, through a kill -9', async () => {
  const { database: db, location, close } = await openSqliteForTest()
  closing.push(close)
  const [present, previous] = [drawKey(), drawKey()]
  await fill(db, { count: 10_000, key: previous })
  const server = poolWith(db, { current: present, previous: [previous] })
  const env = {
    NODE_ENV: 'development' as const,
    PATH: process.env.PATH,
    ASSAY_DATA_DIR: location.dataDir,
    NEXTAUTH_SECRET: randomBytes(32).toString('base64'),
    ASSAY_ENCRYPTION_KEY: present.material.reveal(),
    ASSAY_ENCRYPTION_KEY_PREVIOUS: previous.material.reveal(),
  }
  const run = (...words: string[]) =>
    spawn(process.execPath, [assay, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let isRotating = true
  const reading = readWhile(() => isRotating, db, server)

  const killed = run('keys', 'rotate')
  await once(killed.stderr, 'data')
  // The command is a child of the one that was typed.
  killTree(killed.pid ?? 0)
  await once(killed, 'exit')
  const half = (await checkKeys(contextWith(db, { current: present, previous: [previous] })))[0]
  expect(half?.current).toBeGreaterThan(0)
  expect(half?.current).toBeLessThan(10_000)
  expect(await codeOf(run('keys', 'rotate', '--check'))).toBe(1)

  expect(await codeOf(run('keys', 'rotate'))).toBe(0)
  isRotating = false
  expect(await reading).toMatchObject({ failed: 0 })
  expect(await codeOf(run('keys', 'rotate', '--check'))).toBe(0)
  const alone = poolWith(db, { current: present, previous: [] })
  const rows = await db.query.selectFrom('registry').select(['id', 'password_sealed']).execute()
  for (const row of rows) {
    expect(alone.unsealPassword(row.id, row.password_sealed ?? '').reveal()).toBe(`password of ${row.id}`)
  }
  expect(await codeOf(run('audit', 'verify'))).toBe(0)
}, 120_000)

async function readWhile(isGoing: () => boolean, db: Database, pool: ReturnType<typeof poolWith>) {
  let failed = 0
  for (let at = 0; isGoing(); at = (at + 997) % 10_000) {
    const id = idOf(at)
    const row = await db.query
      .selectFrom('registry')
      .select('password_sealed')
      .where('id', '=', id)
      .executeTakeFirst()
    try {
      pool.unsealPassword(id, row?.password_sealed ?? '')
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      failed += 1
    }
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return { failed }
}

/** Ends a command and the process it runs in, at once, as the machine would. */
function killTree(pid: number): void {
  const { spawnSync } = process.getBuiltinModule('node:child_process')
  const children = spawnSync('pgrep', ['-P', String(pid)])
    .stdout.toString()
    .split('\n')
  for (const child of children) if (child !== '') process.kill(Number(child), 'SIGKILL')
}

async function codeOf(child: ReturnType<typeof spawn>): Promise<unknown> {
  child.stdout?.resume()
  child.stderr?.resume()
  const [code] = await once(child, 'exit')
  return code
}

function drawKey(): SealingKey {
  const key = randomBytes(32)
  const kid = createHash('sha256').update('assay key id').update(key).digest('hex').slice(0, 8)
  return { kid, material: new Secret(key.toString('base64')) }
}

const idOf = (at: number) => `reg_${String(at).padStart(4, '0')}`
const place = (at: number) => ({ table: 'registry', row: idOf(at), column: 'password_sealed' })

async function fill(
  db: Database,
  { count, key, from = 0 }: { readonly count: number; readonly key: SealingKey; readonly from?: number },
): Promise<void> {
  const keyring = { current: key, previous: [] }
  const rows = Array.from({ length: count }, (_, at) => ({
    id: idOf(from + at),
    name: `r${from + at}`,
    url: 'https://registry.example',
    password_sealed: seal(new Secret(`password of ${idOf(from + at)}`), place(from + at), keyring),
    health: 'unknown',
    is_declared: 0 as const,
    created_at: 0,
    updated_at: 0,
  }))
  await transaction(db, (tx) => insertRows(tx, 'registry', { rows: rows.map(complete), conflict: ['id'] }))
}

function complete<R extends object>(row: R) {
  return {
    ...row,
    username: null,
    realm_origin: null,
    ca_pem: null,
    repository_list: null,
    capabilities: null,
    probed_at: null,
    health_code: null,
    health_at: null,
    synced_at: null,
    stored_bytes: null,
    manifest_count: null,
  }
}

function poolWith(db: Database, keyring: Keyring) {
  return createRegistryPool({ db, egress: { allowedCidrs: [] }, keyring })
}

function contextWith(db: Database, keyring: Keyring) {
  return buildContext({ db, registries: poolWith(db, keyring) })
}

/** A database on which something happens right before the next transaction begins. */
function beforeTransaction(db: Database, work: () => Promise<unknown>): Database {
  const query = new Proxy(db.query, {
    get(target, name) {
      if (name !== 'transaction') return Reflect.get(target, name).bind?.(target) ?? Reflect.get(target, name)
      return () => ({ execute: async (run: never) => work().then(() => target.transaction().execute(run)) })
    },
  })
  return { ...db, query }
}
