import 'server-only'
import { type Migration, sql } from 'kysely'
import type { Database } from '../connection'
import { textType } from '../dialects/features'

const STATEMENTS: readonly string[] = [
  `create table docker_token_key (kid $text primary key not null, libtrust_id $text not null,
    public_jwk text not null, certificate_pem text not null, private_key_sealed text not null,
    state $text not null, created_at bigint not null, activated_at bigint, retired_at bigint,
    expires_at bigint not null)`,
  // One key signs, and at most one waits to take its place, whoever else makes one at the same moment.
  `create unique index docker_token_key_in_use on docker_token_key (state) where state in ('active', 'next')`,
  `create table docker_token_service (
    registry_id $text primary key not null references registry (id) on delete cascade,
    service $text not null unique, is_enabled integer not null, issuer $text, trust $text not null,
    updated_at bigint not null)`,
  `create table docker_token_tally (
    registry_id $text not null references registry (id) on delete cascade, day bigint not null,
    outcome $text not null, requests bigint not null, last_at bigint not null,
    primary key (registry_id, day, outcome))`,
  `create table docker_token_request (id $text primary key not null,
    registry_id $text not null references registry (id) on delete cascade, at bigint not null,
    outcome $text not null, actor_name $text, ip $text, client $text, asked text not null, granted text not null)`,
  'create index docker_token_request_by_time on docker_token_request (registry_id, at, id)',
]

/** The Docker token service: its signing keys, which registries it serves, and what it was asked. */
export function dockerToken(dialect: Database['dialect']): Migration {
  return {
    async up(db) {
      for (const statement of STATEMENTS) {
        await sql.raw(statement.replaceAll('$text', textType(dialect))).execute(db)
      }
    },
  }
}
