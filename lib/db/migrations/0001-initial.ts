import 'server-only'
import type { Migration } from 'kysely'
import { sql } from 'kysely'
import type { Database } from '../connection'
import { countedKeyType, textType } from '../dialects/features'

/* `$text` compares bytewise on both databases, `$counted` counts up by itself. */
const TABLES: readonly string[] = [
  `create table registry (id $text primary key not null, name $text not null unique, url $text not null,
    username $text, password_sealed $text, realm_origin $text, ca_pem $text, repository_list $text,
    capabilities $text, probed_at bigint, health $text not null, health_code $text, health_at bigint,
    synced_at bigint, is_declared integer not null, stored_bytes bigint, manifest_count integer,
    created_at bigint not null, updated_at bigint not null)`,
  `create table repository (id $text primary key not null,
    registry_id $text not null references registry (id) on delete cascade,
    name $text not null, namespace $text not null, tag_count integer not null, total_size bigint,
    manifest_count integer, untagged_count integer, platforms $text, newest_created_at bigint not null,
    synced_at bigint, problem_code $text, missing_since bigint, first_seen_at bigint not null,
    unique (registry_id, name))`,
  `create table manifest (digest $text primary key not null, media_type $text not null, kind $text not null,
    artifact_type $text, size bigint not null, config_digest $text, config_size bigint, subject_digest $text,
    total_size bigint, created_at bigint, platforms $text not null, platform_count integer not null,
    layer_count integer not null, chain_id $text, indexed_at bigint not null)`,
  `create table content (digest $text primary key not null, media_type $text not null, body text not null)`,
  `create table manifest_child (parent_digest $text not null, position integer not null,
    child_digest $text not null, media_type $text not null, artifact_type $text, size bigint not null,
    platform $text, attests_digest $text, primary key (parent_digest, position))`,
  `create table manifest_layer (manifest_digest $text not null, position integer not null,
    layer_digest $text not null, media_type $text not null, size bigint not null, diff_id $text,
    chain_id $text, primary key (manifest_digest, position))`,
  `create table repository_manifest (
    repository_id $text not null references repository (id) on delete cascade, digest $text not null,
    first_seen_at bigint not null, last_seen_at bigint not null, primary key (repository_id, digest))`,
  `create table tag (repository_id $text not null references repository (id) on delete cascade,
    name $text not null, name_key $text not null, digest $text, problem_code $text, media_type $text,
    kind $text not null, artifact_type $text, total_size bigint not null, created_at bigint not null,
    platforms $text not null, platform_count integer not null, pushed_before bigint not null,
    pushed_after bigint not null, last_seen_at bigint not null, missing_since bigint,
    primary key (repository_id, name))`,
  `create table tag_word (word $text not null, tag_name $text not null, primary key (word, tag_name))`,
  `create table job (id $text primary key not null, kind $text not null,
    registry_id $text references registry (id) on delete cascade, input $text not null,
    dedupe_key $text, status $text not null, phase $text not null, total integer, done integer not null,
    failed integer not null, problem_code $text, owner $text, lease_until bigint, fence integer not null,
    created_by $text not null, created_at bigint not null, started_at bigint, finished_at bigint)`,
  `create table job_item (job_id $text not null references job (id) on delete cascade, key $text not null,
    state $text not null, attempt integer not null, problem_code $text, updated_at bigint not null,
    primary key (job_id, key))`,
  `create table user_account (id $text primary key not null, name $text not null,
    name_folded $text not null unique, password_hash $text, role $text not null,
    session_version integer not null, disabled_at bigint, created_at bigint not null,
    last_sign_in_at bigint)`,
  `create table api_token (id $text primary key not null,
    user_id $text not null references user_account (id) on delete cascade, name $text not null,
    secret_hash $text not null, role $text not null, expires_at bigint, last_used_at bigint,
    revoked_at bigint, created_by $text not null, created_at bigint not null)`,
  `create table setting (key $text primary key not null, value $text not null, updated_at bigint not null)`,
  `create table audit_event (sequence $counted, id $text not null unique, at bigint not null,
    type $text not null, actor_kind $text not null, actor_id $text not null, actor_name $text not null,
    ip $text, user_agent $text, request_id $text, resource $text not null, facts $text not null)`,
]

const INDEXES: readonly string[] = [
  'create index repository_by_namespace on repository (registry_id, namespace, name)',
  'create index repository_by_tags on repository (registry_id, tag_count, name)',
  'create index repository_by_size on repository (registry_id, (coalesce(total_size, -1)), name)',
  'create index repository_by_created on repository (registry_id, newest_created_at, name)',
  'create index manifest_by_subject on manifest (subject_digest) where subject_digest is not null',
  'create index manifest_by_config on manifest (config_digest) where config_digest is not null',
  'create index manifest_by_chain on manifest (chain_id) where chain_id is not null',
  'create index manifest_child_by_child on manifest_child (child_digest)',
  'create index manifest_layer_by_layer on manifest_layer (layer_digest, manifest_digest)',
  'create index manifest_layer_by_chain on manifest_layer (chain_id) where chain_id is not null',
  'create index repository_manifest_by_digest on repository_manifest (digest)',
  'create index tag_by_name on tag (repository_id, name_key, name)',
  'create index tag_by_created on tag (repository_id, created_at, name_key)',
  'create index tag_by_pushed on tag (repository_id, pushed_before, name_key)',
  'create index tag_by_size on tag (repository_id, total_size, name_key)',
  'create index tag_by_platforms on tag (repository_id, platform_count, platforms, name_key)',
  'create index tag_by_filter on tag (repository_id, kind, platforms, name)',
  'create index tag_by_digest on tag (repository_id, digest)',
  'create index tag_everywhere on tag (name, repository_id)',
  'create unique index job_under_way on job (dedupe_key) where finished_at is null and dedupe_key is not null',
  'create index job_by_status on job (status, created_at)',
  'create index job_by_time on job (created_at, id)',
  'create index job_by_registry on job (registry_id, created_at, id)',
  'create index job_item_by_state on job_item (job_id, state, key)',
  'create index api_token_by_user on api_token (user_id)',
  'create index audit_event_by_time on audit_event (at)',
]

/** The first schema: registries, their index, jobs, people and the audit log. */
export function initial(dialect: Database['dialect']): Migration {
  return {
    async up(db) {
      for (const statement of [...TABLES, ...INDEXES]) {
        const text = statement
          .replaceAll('$text', textType(dialect))
          .replaceAll('$counted', countedKeyType(dialect))
        await sql.raw(text).execute(db)
      }
    },
  }
}
