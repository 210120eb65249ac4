import 'server-only'
import type { Migration } from 'kysely'
import { sql } from 'kysely'
import type { Database } from '../connection'
import { countedKeyType, textType } from '../dialects/features'

/* Pulls stand beside the tag, as every other column that a table sorts by: -1 is a time nobody knows. */
const STATEMENTS: readonly string[] = [
  `create table notification_endpoint (
    registry_id $text primary key not null references registry (id) on delete cascade,
    secret_hash $text not null, secret_made_at bigint not null, previous_hash $text, previous_until bigint,
    first_event_at bigint, last_event_at bigint, first_pull_at bigint, owner $text,
    lease_until bigint not null)`,
  `create table notification_event (sequence $counted,
    registry_id $text not null references registry (id) on delete cascade, event_id $text not null,
    action $text not null, effect $text not null, repository $text not null, tag $text, digest $text,
    actor_name $text, client $text, occurred_at bigint not null, lag_ms bigint, received_at bigint not null,
    due_at bigint not null, attempts integer not null, processed_at bigint, unique (registry_id, event_id))`,
  `create index notification_event_open on notification_event (registry_id, effect, repository, sequence)
    where processed_at is null`,
  `create index notification_event_by_registry on notification_event (registry_id, sequence)`,
  `create table notification_tally (
    registry_id $text not null references registry (id) on delete cascade, action $text not null,
    effect $text not null, events bigint not null, primary key (registry_id, action, effect))`,
  `create table notification_dead_letter (id $text primary key not null,
    registry_id $text not null references registry (id) on delete cascade, fingerprint $text not null,
    reason $text not null, content $text not null, is_whole integer not null, received_at bigint not null,
    unique (registry_id, fingerprint))`,
  `create index notification_dead_letter_by_time on notification_dead_letter (registry_id, received_at, id)`,
  `alter table tag add column pulls integer not null default 0`,
  `alter table tag add column pulled_at bigint not null default -1`,
  `alter table repository_manifest add column pulls integer not null default 0`,
  `alter table repository_manifest add column pulled_at bigint not null default -1`,
  `create index tag_event_unannounced on tag_event (registry_id, recorded_at) where is_unannounced = 1`,
  `create index tag_by_pulled on tag (repository_id, pulled_at, name_key)`,
]

/** What registries tell by themselves: their secret, the inbox, what could not be read, and pulls. */
export function notifications(dialect: Database['dialect']): Migration {
  return {
    async up(db) {
      for (const statement of STATEMENTS) {
        const text = statement
          .replaceAll('$text', textType(dialect))
          .replaceAll('$counted', countedKeyType(dialect))
        await sql.raw(text).execute(db)
      }
    },
  }
}
