import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, inject, it } from 'vitest'
import { openPostgresForTest, openSqliteForTest } from '@/lib/testing/database'
import { verifyChain } from './verify-chain'

const ROWS_EACH = 150
const REPLICAS = ['one', 'two'] as const
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function startReplica(location: object, name: string) {
  const child = spawn(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', 'lib/testing/audit-process.ts'],
    {
      env: { ...process.env, ASSAY_TEST_AUDIT: JSON.stringify({ ...location, name, rows: ROWS_EACH }) },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  closing.push(() => child.exitCode === null && child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return child
}

it.each([
  ['SQLite', openSqliteForTest],
  ['PostgreSQL', openPostgresForTest],
] as const)(
  'is one chain on %s, whole and without a fork, when two processes append at once',
  async (kind, open) => {
    if (kind === 'PostgreSQL' && inject('postgres') === null) return
    const { database, location, close } = await open()
    closing.push(close)
    const children = await Promise.all(REPLICAS.map((name) => startReplica(location, name)))
    const codes = children.map(async (child) => (await once(child, 'exit'))[0])
    for (const child of children) child.stdin.write('go\n')
    expect(await Promise.all(codes)).toEqual([0, 0])

    expect(await verifyChain(database)).toMatchObject({ kind: 'whole', rows: ROWS_EACH * REPLICAS.length })
    const rows = await database.query
      .selectFrom('audit_event')
      .select(['resource', 'prev_hash'])
      .orderBy('sequence')
      .execute()
    expect(new Set(rows.map((row) => row.prev_hash)).size).toBe(rows.length)
    const writers = rows.map(({ resource }) => resource.split('-', 1).join(''))
    // Both wrote; how often they took turns is up to the machine.
    expect(writers.filter((writer, at) => writer !== writers[at - 1]).length).toBeGreaterThan(1)
  },
  60_000,
)
