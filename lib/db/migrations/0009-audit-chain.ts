import 'server-only'
import { type Kysely, type Migration, sql } from 'kysely'
import { CHAIN_START, type ChainedRow, chainHash } from '../audit-chain'
import type { Database } from '../connection'
import { textType } from '../dialects/features'
import { insertRows } from '../insert-rows'
import type { Schema } from '../schema'

const TABLES: readonly string[] = [
  `create table audit_event (sequence bigint primary key not null, id $text not null unique, at bigint not null,
    type $text not null, outcome $text not null, actor_kind $text not null, actor_id $text not null,
    actor_name $text not null, ip $text, user_agent $text, request_id $text, resource $text not null,
    registry_id $text, repository $text, digest $text, before_state $text, after_state $text, reason $text,
    grounds $text, facts $text not null, prev_hash $text not null, hash $text not null)`,
  'create table audit_head (id integer primary key not null, sequence bigint not null, hash $text not null)',
]

/* The outcome stands in each index, so that counting over time reads no rows. */
const INDEXES: readonly string[] = [
  'create index audit_event_by_time on audit_event (at, sequence, outcome)',
  'create index audit_event_by_actor on audit_event (actor_id, at, sequence, outcome)',
  'create index audit_event_by_actor_name on audit_event (actor_name, at, sequence, outcome)',
  'create index audit_event_by_type on audit_event (type, at, sequence, outcome)',
  'create index audit_event_by_resource on audit_event (resource, at, sequence, outcome)',
  'create index audit_event_by_registry on audit_event (registry_id, at, sequence, outcome)',
  'create index audit_event_by_scope on audit_event (repository, registry_id, at, sequence, outcome)',
  "create index audit_event_denied on audit_event (at, sequence) where outcome = 'denied'",
  "create index audit_event_denied_by_type on audit_event (type, at, sequence) where outcome = 'denied'",
  "create index audit_event_denied_by_actor on audit_event (actor_id, at, sequence) where outcome = 'denied'",
]

const SQLITE_GUARDS: readonly string[] = [
  `create trigger audit_event_is_never_changed before update on audit_event
    begin select raise(abort, 'audit events are never changed'); end`,
  `create trigger audit_event_is_never_removed before delete on audit_event
    begin select raise(abort, 'audit events are never removed'); end`,
  `create trigger audit_head_is_never_removed before delete on audit_head
    begin select raise(abort, 'the end of the audit chain is never removed'); end`,
]

const POSTGRES_GUARDS: readonly string[] = [
  `create function refuse_audit_change() returns trigger language plpgsql as
    $$ begin raise exception 'audit events are never changed or removed'; end $$`,
  `create trigger audit_event_is_append_only before update or delete on audit_event
    for each row execute function refuse_audit_change()`,
  `create trigger audit_event_is_never_emptied before truncate on audit_event
    for each statement execute function refuse_audit_change()`,
  `create trigger audit_head_is_never_removed before delete on audit_head
    for each row execute function refuse_audit_change()`,
]

const COPIED_AT_ONCE = 5_000

/** Chains the audit log: every row there is, and from now on each new one in the transaction it is written in. */
export function auditChain(dialect: Database['dialect']): Migration {
  return {
    async up(db: Kysely<Schema>) {
      const run = (text: string) => sql.raw(text.replaceAll('$text', textType(dialect))).execute(db)
      await run('alter table audit_event rename to audit_event_unchained')
      for (const table of TABLES) await run(table)
      const head = await copyRows(db)
      await db
        .insertInto('audit_head')
        .values({ id: 1, ...head })
        .execute()
      await run('drop table audit_event_unchained')
      for (const index of INDEXES) await run(index)
      for (const guard of dialect === 'sqlite' ? SQLITE_GUARDS : POSTGRES_GUARDS) await run(guard)
    },
  }
}

interface UnchainedRow {
  readonly sequence: number
  readonly id: string
  readonly at: number
  readonly type: string
  readonly actor_kind: string
  readonly actor_id: string
  readonly actor_name: string
  readonly ip: string | null
  readonly user_agent: string | null
  readonly request_id: string | null
  readonly resource: string
  readonly facts: string
}

/** Numbers the rows anew: the old counter left gaps, and a gap now means that a row was taken out. */
async function copyRows(db: Kysely<Schema>): Promise<{ readonly sequence: number; readonly hash: string }> {
  let head = { sequence: 0, hash: CHAIN_START }
  let last = -1
  for (;;) {
    const { rows } = await sql<UnchainedRow>`select sequence, id, at, type, actor_kind, actor_id, actor_name,
      ip, user_agent, request_id, resource, facts from audit_event_unchained
      where sequence > ${last} order by sequence limit ${COPIED_AT_ONCE}`.execute(db)
    if (rows.length === 0) return head

    const chained = rows.map((row) => {
      last = row.sequence
      const next = chainedRow(row, head.sequence + 1)
      const prev_hash = head.hash
      head = { sequence: next.sequence, hash: chainHash(prev_hash, next) }
      return { ...next, prev_hash, hash: head.hash }
    })
    await insertRows(db, 'audit_event', { rows: chained, conflict: ['sequence'] })
  }
}

function chainedRow(row: UnchainedRow, sequence: number): ChainedRow {
  return {
    ...row,
    sequence,
    outcome: row.type === 'session.refused' ? 'denied' : 'done',
    registry_id: null,
    repository: null,
    digest: null,
    before_state: null,
    after_state: null,
    reason: null,
    grounds: null,
  }
}
