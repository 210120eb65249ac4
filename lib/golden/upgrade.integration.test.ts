import { Migrator, sql } from 'kysely'
import { expect, it } from 'vitest'
import { findToken } from '@/lib/access/store/api-token'
import { migrate } from '@/lib/db/migrate'
import { migrationsFor } from '@/lib/db/migrations'
import { STARTING_POLICY } from '@/lib/golden/rules/starting-policy'
import { buildContext } from '@/lib/testing/context'
import { eachOldDatabase } from '@/lib/testing/database'
import { insertLine, listLinesOfRepository } from './store/lines'
import { createPolicy } from './use-cases/policies'

eachOldDatabase('a database from before there were golden lines', (openEmpty) => {
  it('keeps its tokens and tags, and follows tags from the first line on', async () => {
    const db = await openEmpty()
    const migrator = new Migrator({
      db: db.query,
      provider: { getMigrations: async () => migrationsFor(db.dialect) },
      migrationTableName: 'schema_migration',
      migrationLockTableName: 'schema_migration_lock',
    })
    expect((await migrator.migrateTo('0013-rights-version')).error).toBeUndefined()
    const run = (text: string) => sql.raw(text).execute(db.query)
    await run(`insert into user_account (id, name, name_folded, role, session_version, created_at)
      values ('usr_1', 'Ann', 'ann', 'admin', 1, 1)`)
    await run(`insert into api_token (id, user_id, name, secret_hash, role, created_by, created_at)
      values ('tok_1', 'usr_1', 'ci', 'x', 'member', 'usr_1', 1)`)
    await run(`insert into registry (id, name, url, health, is_declared, created_at, updated_at)
      values ('reg_1', 'main', 'http://127.0.0.1:1', 'up', 0, 1, 1)`)
    const addRepository = (id: string) =>
      run(`insert into repository (id, registry_id, name, namespace, tag_count, newest_created_at, first_seen_at)
        values ('${id}', 'reg_1', 'team/app', 'team', 1, 1, 1)`)
    const addEvent = (id: string, repository: string) =>
      run(`insert into tag_event (id, registry_id, repository_id, repository, tag, kind, after_at, before_at,
        learned_by, is_first_look, is_unannounced, recorded_at)
        values ('${id}', 'reg_1', '${repository}', 'team/app', 'v1', 'created', -1, 1, 'crawl', 0, 0, 1)`)
    await addRepository('rep_1')
    await addEvent('tev_1', 'rep_1')

    await migrate(db)

    expect(await findToken(db.query, 'tok_1')).toMatchObject({ name: 'ci', evidenceTypes: null })
    const touches = () => db.query.selectFrom('golden_touch').select(['repository_id', 'tag']).execute()
    expect(await touches()).toEqual([])

    const ctx = buildContext({ db })
    const policy = await createPolicy(ctx, {
      name: 'house',
      description: '',
      document: STARTING_POLICY,
      reason: 'first',
    })
    await insertLine(db.query, {
      id: 'lin_1',
      registryId: 'reg_1',
      repositoryId: 'rep_1',
      repository: 'team/app',
      name: 'app',
      description: '',
      tagPattern: null,
      policyId: policy.id,
      hasPins: false,
      onMissing: 'put-back',
      isPublished: true,
      createdAt: 1,
      createdBy: 'test',
    })
    await addEvent('tev_2', 'rep_1')
    expect(await touches()).toEqual([{ repository_id: 'rep_1', tag: 'v1' }])

    await db.query.deleteFrom('repository').where('id', '=', 'rep_1').execute()
    await addRepository('rep_2')
    expect(await listLinesOfRepository(db.query, 'rep_2')).toMatchObject([{ id: 'lin_1', name: 'app' }])
  })
})
