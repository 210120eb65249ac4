import 'server-only'
import type { Migration } from 'kysely'
import { sql } from 'kysely'
import type { Database } from '../connection'
import { textType } from '../dialects/features'

const STATEMENTS: readonly string[] = [
  'create table label (id $text primary key not null, name $text not null, value $text not null)',
  `create table label_word (word $text not null, label_id $text not null references label (id) on delete cascade,
    primary key (word, label_id))`,
  `create table config_label (config_digest $text not null, label_id $text not null,
    primary key (config_digest, label_id))`,
  'create index config_label_by_label on config_label (label_id, config_digest)',
  'create index label_word_by_label on label_word (label_id)',
  'create table word_variant (variant $text not null, word $text not null, primary key (variant, word))',
  `create table storage_total (registry_id $text not null references registry (id) on delete cascade,
    kind $text not null, path $text not null, total_bytes bigint, unique_bytes bigint,
    repositories integer not null, tags integer not null, unread integer not null,
    primary key (registry_id, kind, path))`,
  `create table storage_layer (registry_id $text not null references registry (id) on delete cascade,
    position integer not null, layer_digest $text not null, size bigint not null, images integer not null,
    repositories integer not null, primary key (registry_id, position))`,
  `create table storage_state (id integer primary key not null, stale_since bigint, computed_at bigint,
    took_ms bigint)`,
  'insert into storage_state (id, stale_since) values (1, 0)',
]

/** Labels and mistyped words for search, and what everything takes on disk. Both are filled by jobs. */
export function searchAndStorage(dialect: Database['dialect']): Migration {
  return {
    async up(db) {
      for (const statement of STATEMENTS) {
        await sql.raw(statement.replaceAll('$text', textType(dialect))).execute(db)
      }
    },
  }
}
