import { sql } from 'kysely'
import type { Database } from '@/lib/db/connection'

/** Tables a refused request may not change. The audit log is not one: a refusal may be written down. */
const TABLES = [
  'registry',
  'repository',
  'manifest',
  'content',
  'manifest_child',
  'manifest_layer',
  'repository_manifest',
  'tag',
  'tag_word',
  'user_account',
  'api_token',
  'setting',
  'access_grant',
  'user_group',
  'group_member',
  'webhook',
  'golden_policy_version',
  'golden_line',
  'golden_version',
  'golden_member',
  'golden_evidence',
  'golden_payload',
  'golden_waiver',
  'golden_decision',
] as const

/** What is kept of people, tokens and registries, without the columns that only note that somebody came by. */
const SETTINGS = {
  registry: ['id', 'name', 'url', 'username', 'password_sealed', 'realm_origin', 'ca_pem', 'repository_list'],
  user_account: ['id', 'name', 'name_folded', 'password_hash', 'role', 'session_version', 'disabled_at'],
  api_token: ['id', 'name', 'secret_hash', 'role', 'expires_at', 'revoked_at'],
  setting: ['key', 'value'],
  access_grant: ['id', 'principal_kind', 'principal_id', 'scope', 'role'],
  user_group: ['id', 'name', 'source', 'description'],
} as const

export type State = Readonly<Record<string, unknown>>

/** How many rows every business table holds, and what is in those that decide who may do what. */
export async function readState({ query }: Database): Promise<State> {
  const counts = TABLES.map((table) => sql`select count(*) as n from ${sql.table(table)}`)
  const state: Record<string, unknown> = {}
  for (const [at, count] of counts.entries()) {
    const { rows } = await count.execute(query)
    state[TABLES[at] ?? ''] = Number(Object.values(Object(rows[0]))[0])
  }
  // The server's own schedules queue work whenever it is due.
  const jobs = await query.selectFrom('job').select('id').where('created_by', '<>', 'system').execute()
  state.jobs = jobs.length
  for (const [table, columns] of Object.entries(SETTINGS)) {
    const names = sql.join(columns.map((column) => sql.ref(column)))
    const order = sql.ref(columns[0])
    const { rows } = await sql`select ${names} from ${sql.table(table)} order by ${order}`.execute(query)
    state[`${table} rows`] = rows
  }
  return state
}

/** Rows of the index of one registry, by which to see that a failing registry takes nothing away. */
export async function readIndex({ query }: Database, registryName: string) {
  const { id } = await query
    .selectFrom('registry')
    .select('id')
    .where('name', '=', registryName)
    .executeTakeFirstOrThrow()
  const repositories = await query
    .selectFrom('repository')
    .select(['name', 'tag_count'])
    .where('registry_id', '=', id)
    .orderBy('name')
    .execute()
  const tags = await query
    .selectFrom('tag')
    .innerJoin('repository', 'repository.id', 'tag.repository_id')
    .select(['repository.name as repository', 'tag.name', 'tag.digest'])
    .where('repository.registry_id', '=', id)
    .orderBy('repository.name')
    .orderBy('tag.name')
    .execute()
  return { repositories, tags }
}
