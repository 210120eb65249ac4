import 'server-only'
import { type Kysely, type Migration, sql } from 'kysely'
import type { Database } from '../connection'
import { textType } from '../dialects/features'

const TABLES: readonly string[] = [
  `create table user_group (id $text primary key not null, name $text not null, source $text not null,
    description $text not null, created_at bigint not null, unique (source, name))`,
  `create table group_member (group_id $text not null references user_group (id) on delete cascade,
    user_id $text not null references user_account (id) on delete cascade, added_at bigint not null,
    primary key (user_id, group_id))`,
  'create index group_member_by_group on group_member (group_id, user_id)',
  `create table access_grant (id $text primary key not null, principal_kind $text not null,
    principal_id $text not null, registry_id $text references registry (id) on delete cascade,
    path $text not null, scope $text not null, role $text not null, created_by $text not null,
    created_at bigint not null, unique (principal_id, scope, role))`,
  'create index access_grant_by_scope on access_grant (scope, principal_id)',
  'create index access_grant_by_registry on access_grant (registry_id)',
  `create table repository_scope (scope $text not null,
    repository_id $text not null references repository (id) on delete cascade,
    primary key (scope, repository_id))`,
  'create index repository_scope_by_repository on repository_scope (repository_id, scope)',
  'alter table job add column repository $text',
]

/** Who only looked at everything goes on doing so, by a grant; tokens keep the lesser of theirs and their owner's. */
const VIEWERS: readonly string[] = ['user_account', 'api_token'].flatMap((table) => [
  `insert into access_grant (id, principal_kind, principal_id, registry_id, path, scope, role, created_by, created_at)
    select 'gra_' || substr(id, 5), '${table === 'api_token' ? 'token' : 'user'}', id, null, '', '*:', 'viewer',
    'system', created_at from ${table} where role = 'viewer'`,
  `update ${table} set role = 'member' where role = 'viewer'`,
])

const REPOSITORIES_PER_STEP = 500

/** Groups, grants, and which scopes each repository lies in. */
export function grants(dialect: Database['dialect']): Migration {
  return {
    async up(db: Kysely<Tables>) {
      for (const statement of [...TABLES, ...VIEWERS]) {
        await sql.raw(statement.replaceAll('$text', textType(dialect))).execute(db)
      }
      await fillScopes(db)
    },
  }
}

/** The tables as they are at this point, whatever becomes of them later. */
interface Tables {
  repository: { id: string; registry_id: string; name: string }
  repository_scope: { scope: string; repository_id: string }
}

async function fillScopes(db: Kysely<Tables>): Promise<void> {
  let behind = ''
  for (;;) {
    const page = await db
      .selectFrom('repository')
      .select(['id', 'registry_id', 'name'])
      .where('id', '>', behind)
      .orderBy('id')
      .limit(REPOSITORIES_PER_STEP)
      .execute()
    const last = page.at(-1)
    if (last === undefined) return
    for (const { id, registry_id, name } of page) {
      const rows = scopesOf(registry_id, name).map((scope) => ({ scope, repository_id: id }))
      await db.insertInto('repository_scope').values(rows).execute()
    }
    behind = last.id
  }
}

function scopesOf(registryId: string, name: string): string[] {
  const segments = name.split('/')
  const paths = segments.map((_, index) => segments.slice(0, index + 1).join('/'))
  return [`${registryId}:`, ...paths.flatMap((path) => [`${registryId}:${path}`, `*:${path}`])]
}
