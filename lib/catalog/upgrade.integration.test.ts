import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Migrator, sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { closeDatabase, openDatabase } from '@/lib/db/connection'
import { migrate } from '@/lib/db/migrate'
import { migrationsFor } from '@/lib/db/migrations'
import { buildContext } from '@/lib/testing/context'
import { listTagHistory } from './use-cases/list-tag-history'
import { listTags } from './use-cases/list-tags'

it('keeps the tags of an index from before there was history, and says nothing of what it does not know', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'assay-old-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const db = openDatabase({ dataDir })
  onTestFinished(() => closeDatabase(db))
  const migrator = new Migrator({
    db: db.query,
    provider: { getMigrations: async () => migrationsFor('sqlite') },
    migrationTableName: 'schema_migration',
    migrationLockTableName: 'schema_migration_lock',
  })
  expect((await migrator.migrateTo('0001-initial')).error).toBeUndefined()
  await sql`insert into registry (id, name, url, health, is_declared, created_at, updated_at)
    values ('reg_1', 'main', 'http://127.0.0.1:1', 'up', 0, 1, 1)`.execute(db.query)
  await sql`insert into repository (id, registry_id, name, namespace, tag_count, newest_created_at, synced_at,
    first_seen_at) values ('rep_1', 'reg_1', 'team/app', 'team', 1, 1, 50, 1)`.execute(db.query)
  await sql`insert into tag (repository_id, name, name_key, digest, kind, total_size, created_at, platforms,
    platform_count, pushed_before, pushed_after, last_seen_at)
    values ('rep_1', 'v1', 'v1', 'sha256:a', 'image', 1, 1, '', 0, 10, -1, 40)`.execute(db.query)

  await migrate(db)

  const ctx = buildContext({ db })
  const place = { registry: 'main', repository: 'team/app' }
  const tags = await listTags(ctx, { ...place, sort: 'name', limit: 10 })
  expect(tags.items).toMatchObject([{ name: 'v1', digest: 'sha256:a', last_seen_at: 50 }])
  const history = await listTagHistory(ctx, { ...place, tag: 'v1', limit: 10 })
  expect(history).toMatchObject({ items: [], total: 0, isPresent: true, digest: 'sha256:a' })
})
