import 'server-only'
import { type Migration, sql } from 'kysely'
import type { Database } from '../connection'
import { textType } from '../dialects/features'

const STATEMENTS: readonly string[] = [
  `create table retention_policy (id $text primary key not null,
    registry_id $text not null references registry (id) on delete cascade, path $text not null,
    name $text not null, document $text not null, version integer not null, reason $text not null,
    owner_id $text not null, owner_name $text not null, cron $text, time_zone $text not null,
    is_paused integer not null, removes_untagged integer not null, reviewed_version integer,
    reviewed_at bigint, reviewed_by $text, created_by $text not null, created_at bigint not null,
    updated_at bigint not null)`,
  'create unique index retention_policy_by_name on retention_policy (registry_id, name)',
  `create table retention_version (
    policy_id $text not null references retention_policy (id) on delete cascade, version integer not null,
    document $text not null, reason $text not null, changed_by $text not null, changed_at bigint not null,
    primary key (policy_id, version))`,
  `create table retention_run (id $text primary key not null,
    policy_id $text not null references retention_policy (id) on delete cascade, version integer not null,
    kind $text not null, trigger_kind $text not null, state $text not null, problem_code $text, message $text,
    actor_id $text not null, actor_name $text not null, job_id $text, totals $text, compared_with $text,
    has_verdicts integer not null, created_at bigint not null, finished_at bigint, reviewed_at bigint,
    reviewed_by $text)`,
  'create index retention_run_by_policy on retention_run (policy_id, created_at, id)',
  `create index retention_run_open on retention_run (state) where finished_at is null`,
  `create table retention_verdict (run_id $text not null references retention_run (id) on delete cascade,
    position integer not null, repository_id $text not null, repository $text not null, tag $text not null,
    digest $text, fate $text not null, because $text not null, rule $text, age_at bigint, size bigint,
    is_changed integer not null, primary key (run_id, position))`,
  `create table retention_deletion (run_id $text not null references retention_run (id) on delete cascade,
    job_id $text not null, deletion_id $text not null, repository $text not null,
    primary key (run_id, job_id))`,
]

/** Retention policies, their simulations and runs, and what the last of them made of each tag. */
export function retention(dialect: Database['dialect']): Migration {
  return {
    async up(db) {
      for (const statement of STATEMENTS) {
        await sql.raw(statement.replaceAll('$text', textType(dialect))).execute(db)
      }
    },
  }
}
