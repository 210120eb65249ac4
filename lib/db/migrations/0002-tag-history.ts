import 'server-only'
import type { Migration } from 'kysely'
import { sql } from 'kysely'
import type { Database } from '../connection'
import { countedKeyType, textType } from '../dialects/features'

/*
 * An event names its repository without a foreign key: history outlives what it tells of. The two lists of
 * recent changes leave out first looks, which are as many as there are tags and say nothing of when.
 */
const STATEMENTS: readonly string[] = [
  `create table tag_event (sequence $counted, id $text not null,
    registry_id $text not null references registry (id) on delete cascade,
    repository_id $text not null, repository $text not null, tag $text not null, kind $text not null,
    from_digest $text, to_digest $text, after_at bigint not null, before_at bigint not null,
    occurred_at bigint, actor_name $text, client $text, learned_by $text not null,
    is_first_look integer not null, is_unannounced integer not null, recorded_at bigint not null)`,
  'create index tag_event_by_tag on tag_event (repository_id, tag, sequence)',
  'create index tag_event_by_repository on tag_event (repository_id, sequence) where is_first_look = 0',
  'create index tag_event_by_registry on tag_event (registry_id, sequence) where is_first_look = 0',
  'alter table repository add column checked_at bigint',
  'alter table registry add column namespace_list $text',
  'alter table registry add column vanish_since bigint',
  'alter table registry add column vanish_known integer',
  'alter table registry add column vanish_missing integer',
  'alter table registry add column vanish_names $text',
]

/** What each tag pointed to and when, the light check, and the doubt about a registry that lost too much at once. */
export function tagHistory(dialect: Database['dialect']): Migration {
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
