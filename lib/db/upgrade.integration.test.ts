import { Migrator, sql } from 'kysely'
import { expect, it } from 'vitest'
import { userActor } from '@/lib/access/load-actor'
import { can } from '@/lib/access/rules/can'
import { findUser } from '@/lib/access/store/user'
import { verifyChain } from '@/lib/audit/verify-chain'
import { eachOldDatabase } from '@/lib/testing/database'
import type { Database } from './connection'
import { migrate } from './migrate'
import { migrationsFor } from './migrations'

const DIGEST = `sha256:${'a'.repeat(64)}`

/** What the first release had written, in its own words: no code of today's helps to write it. */
const ROWS: readonly string[] = [
  `insert into user_account values ('usr_root', 'Root', 'root', 'hash', 'admin', 3, null, 10, 20)`,
  `insert into user_account values ('usr_vera', 'Vera', 'vera', 'hash', 'viewer', 1, null, 11, null)`,
  `insert into user_account values ('usr_gone', 'Gone', 'gone', 'hash', 'viewer', 2, 15, 12, null)`,
  `insert into api_token values ('tok_ship', 'usr_root', 'ci', 'one', 'admin', 9000, null, null, 'usr_root', 13)`,
  `insert into api_token values ('tok_look', 'usr_vera', 'ci', 'two', 'viewer', null, 7, 8, 'usr_root', 14)`,
  `insert into registry values ('reg_one', 'main', 'http://127.0.0.1:5000', 'bot', 'sealed', null, null, 'catalog',
    null, null, 'up', null, 1, 2, 0, 100, 1, 3, 4)`,
  `insert into repository values ('rep_app', 'reg_one', 'team/web/app', 'team/web', 2, 50, 1, 0, null, 5, 6, null,
    null, 7)`,
  `insert into repository values ('rep_tool', 'reg_one', 'tool', '', 1, 50, 1, 0, null, 5, 6, null, null, 7)`,
  `insert into manifest values ('${DIGEST}', 'application/vnd.oci.image.manifest.v1+json', 'image', null, 40, null,
    null, null, 50, 5, 'linux/amd64', 1, 0, null, 6)`,
  `insert into repository_manifest values ('rep_app', '${DIGEST}', 6, 6)`,
  ...['v1', 'v2'].map((name) => tagRow('rep_app', name)),
  tagRow('rep_tool', 'v1'),
  `insert into setting values ('cursor-key', 'sealed', 9)`,
  jobRow('job_crawl', 'succeeded', 30),
  jobRow('job_next', 'queued', null),
  // Numbered as the database of that time counted, with gaps that a rolled back row left.
  ...['evt_a', 'evt_b', 'evt_c'].map(
    (id, at) => `insert into audit_event (id, at, type, actor_kind, actor_id, actor_name, ip, user_agent,
      request_id, resource, facts) values ('${id}', ${at}, 'user.created', 'user', 'usr_root', 'Root', '10.0.0.1',
      'curl', 'req_1', 'usr_vera', '{"name":"Vera"}')`,
  ),
  `delete from audit_event where id = 'evt_b'`,
]

function tagRow(repository: string, name: string): string {
  return `insert into tag values ('${repository}', '${name}', '${name}', '${DIGEST}', null, null, 'image', null, 50, 5,
    'linux/amd64', 1, 6, -1, 6, null)`
}

function jobRow(id: string, status: string, finishedAt: number | null): string {
  return `insert into job values ('${id}', 'crawl', 'reg_one', '{}', null, '${status}', 'reading', 2, 1, 0, null,
    null, null, 0, 'usr_root', 20, ${finishedAt === null ? 'null' : 21}, ${finishedAt})`
}

eachOldDatabase('a database of the first release', (openEmpty) => {
  const openOld = async () => {
    const db = await openEmpty()
    const migrator = new Migrator({
      db: db.query,
      provider: { getMigrations: async () => migrationsFor(db.dialect) },
      migrationTableName: 'schema_migration',
      migrationLockTableName: 'schema_migration_lock',
    })
    expect((await migrator.migrateTo('0001-initial')).error).toBeUndefined()
    for (const row of ROWS) await sql.raw(row).execute(db.query)
    return db
  }
  const upgraded = async () => {
    const db = await openOld()
    await migrate(db)
    return db
  }

  it('keeps every row of it, whatever was added since', async () => {
    const db = await upgraded()
    expect(await counts(db)).toEqual({
      user_account: 3,
      api_token: 2,
      registry: 1,
      repository: 2,
      manifest: 1,
      repository_manifest: 1,
      tag: 3,
      job: 2,
      audit_event: 2,
    })
    const registry = await db.query.selectFrom('registry').selectAll().executeTakeFirstOrThrow()
    expect(registry).toMatchObject({ name: 'main', username: 'bot', password_sealed: 'sealed', synced_at: 2 })
    const jobs = await db.query
      .selectFrom('job')
      .select(['id', 'status', 'repository'])
      .orderBy('id')
      .execute()
    expect(jobs).toEqual([
      { id: 'job_crawl', status: 'succeeded', repository: null },
      { id: 'job_next', status: 'queued', repository: null },
    ])
    const key = db.query.selectFrom('setting').select('value').where('key', '=', 'cursor-key')
    expect(await key.executeTakeFirst()).toEqual({ value: 'sealed' })
  })

  it('lets who only looked go on looking everywhere, by a grant, and no more', async () => {
    const db = await upgraded()
    const people = db.query
      .selectFrom('user_account')
      .select(['id', 'role', 'session_version', 'disabled_at'])
    expect(await people.orderBy('id').execute()).toEqual([
      { id: 'usr_gone', role: 'member', session_version: 2, disabled_at: 15 },
      { id: 'usr_root', role: 'admin', session_version: 3, disabled_at: null },
      { id: 'usr_vera', role: 'member', session_version: 1, disabled_at: null },
    ])
    const grants = db.query
      .selectFrom('access_grant')
      .select(['principal_id', 'scope', 'role', 'registry_id'])
    expect(await grants.orderBy('principal_id').execute()).toEqual(
      ['tok_look', 'usr_gone', 'usr_vera'].map((principal_id) => ({
        principal_id,
        scope: '*:',
        role: 'viewer',
        registry_id: null,
      })),
    )
    const vera = await findUser(db.query, 'usr_vera')
    if (vera === undefined) throw new Error('she is gone')
    const actor = await userActor(db.query, vera)
    const app = { registryId: 'reg_one', repository: 'team/web/app' }
    expect(can(actor, 'repository:pull', app).allowed).toBe(true)
    expect(can(actor, 'repository:push', app).allowed).toBe(false)
    const tokens = await db.query
      .selectFrom('api_token')
      .select(['id', 'role', 'revoked_at'])
      .orderBy('id')
      .execute()
    expect(tokens).toEqual([
      { id: 'tok_look', role: 'member', revoked_at: 8 },
      { id: 'tok_ship', role: 'admin', revoked_at: null },
    ])
  })

  it('knows in which scopes its repositories lie', async () => {
    const db = await upgraded()
    const rows = await db.query.selectFrom('repository_scope').selectAll().execute()
    const scopesOf = (id: string) =>
      rows.flatMap((row) => (row.repository_id === id ? [row.scope] : [])).toSorted()
    expect(scopesOf('rep_app')).toEqual(
      [
        'reg_one:',
        ...['team', 'team/web', 'team/web/app'].flatMap((path) => [`*:${path}`, `reg_one:${path}`]),
      ].toSorted(),
    )
    expect(scopesOf('rep_tool')).toEqual(['*:tool', 'reg_one:', 'reg_one:tool'])
  })

  it('has a log that verifies, and no history of tags that nobody saw', async () => {
    const db = await upgraded()
    expect(await verifyChain(db)).toMatchObject({ kind: 'whole', rows: 2 })
    expect(await db.query.selectFrom('tag_event').select('id').execute()).toEqual([])
  })

  it('is left alone by a second start', async () => {
    const db = await upgraded()
    const before = await counts(db)
    await migrate(db)
    expect(await counts(db)).toEqual(before)
  })
})

async function counts({ query }: Database) {
  const tables = [
    'user_account',
    'api_token',
    'registry',
    'repository',
    'manifest',
    'repository_manifest',
    'tag',
    'job',
    'audit_event',
  ] as const
  const found = tables.map(async (table) => {
    const row = await query
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow()
    return [table, Number(row.rows)] as const
  })
  return Object.fromEntries(await Promise.all(found))
}
