import 'server-only'
import { type Migration, sql } from 'kysely'
import type { Database } from '../connection'
import { countedKeyType, textType } from '../dialects/features'

const STATEMENTS: readonly string[] = [
  `create table change (sequence $counted, topic $text not null, what $text not null, at bigint not null)`,
  'create index change_by_time on change (at)',
  `create table schedule (name $text primary key not null, every_minutes integer not null,
    next_at bigint not null, last_at bigint)`,
  `create table webhook (id $text primary key not null, url $text not null, events $text not null,
    registry_id $text references registry (id) on delete cascade, namespace $text not null,
    secret_sealed $text not null, is_paused integer not null, created_by $text not null,
    created_at bigint not null, updated_at bigint not null)`,
  `create table webhook_delivery (id $text primary key not null,
    webhook_id $text not null references webhook (id) on delete cascade, event_type $text not null,
    body $text not null, state $text not null, attempt integer not null, next_at bigint not null,
    created_at bigint not null, finished_at bigint, redelivery_of $text)`,
  `create table webhook_attempt (
    delivery_id $text not null references webhook_delivery (id) on delete cascade,
    attempt integer not null, at bigint not null, duration_ms integer not null, status integer, code $text,
    primary key (delivery_id, attempt))`,
  `create index webhook_delivery_due on webhook_delivery (next_at) where state = 'pending'`,
  'create index webhook_delivery_by_webhook on webhook_delivery (webhook_id, created_at, id)',
  'create index webhook_delivery_finished on webhook_delivery (finished_at) where finished_at is not null',
  'create index job_item_by_time on job_item (job_id, updated_at)',
]

/** The change feed, durable schedules and outgoing webhooks. */
export function live(dialect: Database['dialect']): Migration {
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
