import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Migrator, sql } from 'kysely'
import { afterEach, expect, it } from 'vitest'
import { closeDatabase, openDatabase } from '@/lib/db/connection'
import { migrate } from '@/lib/db/migrate'
import { migrationsFor } from '@/lib/db/migrations'
import { verifyChain } from './verify-chain'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

it('chains the rows of a log from before, in their order and without the gaps of the old counter', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'assay-old-'))
  closing.push(() => rmSync(dataDir, { recursive: true, force: true }))
  const db = openDatabase({ dataDir })
  closing.push(() => closeDatabase(db))
  const migrator = new Migrator({
    db: db.query,
    provider: { getMigrations: async () => migrationsFor('sqlite') },
    migrationTableName: 'schema_migration',
    migrationLockTableName: 'schema_migration_lock',
  })
  expect((await migrator.migrateTo('0001-initial')).error).toBeUndefined()
  for (const [sequence, type] of [
    [3, 'user.created'],
    [7, 'session.refused'],
    [90, 'registry.created'],
  ] as const) {
    await sql`insert into audit_event (sequence, id, at, type, actor_kind, actor_id, actor_name, ip, user_agent,
      request_id, resource, facts) values (${sequence}, ${`evt_${sequence}`}, ${sequence * 1000}, ${type}, 'user',
      'usr_1', 'ada', null, null, null, ${`r${sequence}`}, '{"a":1}')`.execute(db.query)
  }

  await migrate(db)
  const rows = await db.query
    .selectFrom('audit_event')
    .select(['sequence', 'id', 'at', 'outcome', 'facts'])
    .orderBy('sequence')
    .execute()
  expect(rows).toEqual([
    { sequence: 1, id: 'evt_3', at: 3000, outcome: 'done', facts: '{"a":1}' },
    { sequence: 2, id: 'evt_7', at: 7000, outcome: 'denied', facts: '{"a":1}' },
    { sequence: 3, id: 'evt_90', at: 90_000, outcome: 'done', facts: '{"a":1}' },
  ])
  expect(await verifyChain(db)).toMatchObject({ kind: 'whole', rows: 3 })
})
