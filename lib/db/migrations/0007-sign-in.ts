import 'server-only'
import type { Migration } from 'kysely'
import { sql } from 'kysely'
import type { Database } from '../connection'
import { textType } from '../dialects/features'

const STATEMENTS: readonly string[] = [
  `create table user_identity (issuer $text not null, subject $text not null,
    user_id $text not null references user_account (id) on delete cascade, method $text not null,
    label $text not null, group_names text, gives_admin integer not null, created_at bigint not null,
    last_sign_in_at bigint not null, primary key (issuer, subject))`,
  'create index user_identity_by_user on user_identity (user_id)',
  'create index user_identity_by_time on user_identity (method, last_sign_in_at)',
  `create table invitation (id $text primary key not null,
    user_id $text not null references user_account (id) on delete cascade,
    secret_hash $text not null unique, purpose $text not null, created_at bigint not null,
    expires_at bigint not null, used_at bigint)`,
  'create index invitation_by_user on invitation (user_id)',
  `create table sign_in_attempt (key $text primary key not null, points integer not null,
    ends_at bigint not null)`,
  'create index sign_in_attempt_by_end on sign_in_attempt (ends_at)',
]

/** Identities at providers, one-time links, and attempts counted where every replica sees them. */
export function signIn(dialect: Database['dialect']): Migration {
  return {
    async up(db) {
      for (const statement of STATEMENTS) {
        await sql.raw(statement.replaceAll('$text', textType(dialect))).execute(db)
      }
    },
  }
}
