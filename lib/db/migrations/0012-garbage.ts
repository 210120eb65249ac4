import 'server-only'
import type { Migration } from 'kysely'
import { sql } from 'kysely'
import type { Database } from '../connection'
import { textType } from '../dialects/features'

const REGISTRY = 'registry_id $text not null references registry (id) on delete cascade'
const REPOSITORY = 'repository_id $text not null references repository (id) on delete cascade'

const STATEMENTS: readonly string[] = [
  `create table dangling_manifest (${REGISTRY}, ${REPOSITORY}, digest $text not null, kind $text,
    platforms $text not null, size bigint, total_size bigint, why $text not null, of_digest $text, last_tag $text,
    untagged_at bigint, first_seen_at bigint not null, last_seen_at bigint not null, reclaimable bigint,
    primary key (repository_id, digest))`,
  `create index dangling_by_size on dangling_manifest
    (registry_id, (coalesce(reclaimable, -1)), repository_id, digest)`,
  `create table dangling_repository (repository_id $text primary key not null references repository (id)
    on delete cascade, ${REGISTRY}, manifests integer not null, reclaimable bigint, unknown integer not null,
    undecided integer not null, unread integer not null)`,
  'create index dangling_repository_by_registry on dangling_repository (registry_id)',
  `create table dangling_state (registry_id $text primary key not null references registry (id) on delete cascade,
    computed_at bigint not null, took_ms bigint not null, manifests integer not null, reclaimable bigint,
    unknown integer not null, undecided integer not null)`,
  `create table storage_check (registry_id $text primary key not null references registry (id) on delete cascade,
    job_id $text not null, started_at bigint not null, finished_at bigint, repositories integer not null,
    manifests bigint not null, blobs bigint not null)`,
  `create table missing_content (${REGISTRY}, ${REPOSITORY}, root_digest $text not null, digest $text not null,
    parent_digest $text not null, kind $text not null, size bigint, found_at bigint not null,
    primary key (repository_id, root_digest, digest))`,
  'create index missing_content_by_registry on missing_content (registry_id, repository_id, root_digest)',
]

/** What nothing needs any more, and what is needed and gone. Both are found by jobs and can be found again. */
export function garbage(dialect: Database['dialect']): Migration {
  return {
    async up(db) {
      for (const statement of STATEMENTS) {
        await sql.raw(statement.replaceAll('$text', textType(dialect))).execute(db)
      }
    },
  }
}
