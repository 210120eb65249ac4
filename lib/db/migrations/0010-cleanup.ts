import 'server-only'
import { type Migration, sql } from 'kysely'
import type { Database } from '../connection'
import { textType } from '../dialects/features'

/* Trash names its repository without a foreign key: what was deleted can be put back after its row is gone. */
const STATEMENTS: readonly string[] = [
  `create table deletion (id $text primary key not null,
    registry_id $text not null references registry (id) on delete cascade,
    repository_id $text not null, repository $text not null, removes_untagged integer not null, reason $text,
    actor_id $text not null, actor_name $text not null, ip $text, user_agent $text, request_id $text not null,
    facts $text not null, total integer not null, created_at bigint not null)`,
  'create index deletion_by_registry on deletion (registry_id, created_at)',
  `create table deletion_item (deletion_id $text not null references deletion (id) on delete cascade,
    key $text not null, position integer not null, kind $text not null, digest $text not null,
    state $text not null, reason $text, tombstone_digest $text, fence integer not null,
    updated_at bigint not null, primary key (deletion_id, key))`,
  'create index deletion_item_by_position on deletion_item (deletion_id, state, position)',
  `create index deletion_item_under_way on deletion_item (deletion_id, digest)
    where state in ('checked', 'tombstoned', 'deleted')`,
  `create table trash_item (id $text primary key not null,
    registry_id $text not null references registry (id) on delete cascade,
    repository_id $text not null, repository $text not null, tag $text, digest $text not null,
    media_type $text not null, total_size bigint, deletion_id $text, reason $text,
    deleted_by_id $text not null, deleted_by $text not null, deleted_at bigint not null,
    expires_at bigint not null, restored_at bigint, restored_by $text, problem_code $text, checked_at bigint)`,
  'create index trash_item_by_time on trash_item (registry_id, deleted_at, id)',
  'create index trash_item_everywhere on trash_item (deleted_at, id)',
  'create index trash_item_by_repository on trash_item (repository_id, deleted_at, id)',
  'create index trash_item_by_end on trash_item (expires_at)',
  'create index trash_item_by_digest on trash_item (digest)',
  `create table kept_manifest (digest $text primary key not null, media_type $text not null,
    body text not null, kept_until bigint not null)`,
  'create index kept_manifest_by_end on kept_manifest (kept_until)',
  `create table protection (registry_id $text not null references registry (id) on delete cascade,
    repository_id $text not null references repository (id) on delete cascade, digest $text not null,
    source $text not null, detail $text not null, created_at bigint not null,
    primary key (repository_id, digest, source))`,
  `create table idempotency_key (actor_id $text not null, key $text not null, request_hash $text not null,
    answer $text not null, created_at bigint not null, primary key (actor_id, key))`,
  'create index idempotency_key_by_time on idempotency_key (created_at)',
  'alter table registry add column trash_days integer',
]

/** Deletions with their journal, the trash, and what nobody may delete. */
export function cleanup(dialect: Database['dialect']): Migration {
  return {
    async up(db) {
      for (const statement of STATEMENTS) {
        await sql.raw(statement.replaceAll('$text', textType(dialect))).execute(db)
      }
    },
  }
}
