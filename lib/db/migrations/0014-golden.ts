import 'server-only'
import { type Migration, sql } from 'kysely'
import type { Database } from '../connection'
import { countedKeyType, textType } from '../dialects/features'

/*
 * Lines, channels and evidence name their repository without a foreign key: what was decided outlives a repository
 * that is gone from the index, and a repository that comes back finds it again by its name.
 */
const PROCESS: readonly string[] = [
  `create table golden_policy (id $text primary key not null, name $text not null, description $text not null,
    latest_version integer not null, created_at bigint not null, created_by $text not null, archived_at bigint)`,
  'create unique index golden_policy_by_name on golden_policy (name)',
  `create table golden_policy_version (policy_id $text not null references golden_policy (id),
    version integer not null, digest $text not null, document $text not null, reason $text not null,
    published_by $text not null, published_at bigint not null, primary key (policy_id, version))`,
  'create index golden_policy_version_by_digest on golden_policy_version (digest)',
  `create table golden_line (id $text primary key not null,
    registry_id $text not null references registry (id) on delete cascade,
    repository_id $text not null, repository $text not null, name $text not null,
    description $text not null, tag_pattern $text, policy_id $text not null references golden_policy (id),
    has_pins integer not null, is_published integer not null, revision integer not null,
    created_at bigint not null, created_by $text not null, archived_at bigint)`,
  'create unique index golden_line_by_name on golden_line (registry_id, name)',
  'create index golden_line_by_repository on golden_line (repository_id)',
  'create index golden_line_by_place on golden_line (registry_id, repository)',
  'create index golden_line_by_policy on golden_line (policy_id)',
]

const VERSIONS: readonly string[] = [
  `create table golden_version (id $text primary key not null,
    line_id $text not null references golden_line (id) on delete cascade, name $text not null,
    digest $text not null, media_type $text not null, tag $text, status $text not null,
    policy_digest $text not null, policy_version integer not null, evidence_digest $text not null,
    nominated_by_kind $text not null, nominated_by_id $text not null, nominated_by $text not null,
    nominated_at bigint not null, nominated_how $text not null, marked_at bigint, expires_at bigint,
    revoke_at bigint, revocation_category $text, revocation_reason $text, evaluated_at bigint not null,
    findings $text not null, approvals_needed integer not null, revision integer not null)`,
  'create unique index golden_version_by_digest on golden_version (line_id, digest)',
  'create unique index golden_version_by_name on golden_version (line_id, name)',
  'create index golden_version_by_status on golden_version (status, line_id)',
  `create table golden_member (version_id $text not null references golden_version (id) on delete cascade,
    digest $text not null, platform $text, role $text not null, primary key (version_id, digest))`,
  'create index golden_member_by_digest on golden_member (digest, version_id)',
  `create table golden_decision (sequence $counted, id $text not null unique,
    line_id $text not null references golden_line (id) on delete cascade, version_id $text, channel $text,
    verb $text not null, actor_kind $text not null, actor_id $text not null, actor_name $text not null,
    reason $text, at bigint not null, digest $text, policy_digest $text, evidence_digest $text,
    facts $text not null, audit_event_id $text not null)`,
  'create index golden_decision_by_version on golden_decision (version_id, sequence)',
  'create index golden_decision_by_line on golden_decision (line_id, sequence)',
  'create index golden_decision_by_channel on golden_decision (line_id, channel, sequence)',
  `create table golden_waiver (id $text primary key not null,
    version_id $text not null references golden_version (id) on delete cascade, requirement_id $text not null,
    reason $text not null, expires_at bigint not null, requested_by_id $text not null,
    requested_by $text not null, requested_at bigint not null, granted_by_id $text, granted_by $text,
    granted_at bigint)`,
  'create index golden_waiver_by_version on golden_waiver (version_id, requested_at)',
  `create table golden_tick (version_id $text not null references golden_version (id) on delete cascade,
    event $text not null, epoch bigint not null, at bigint not null, primary key (version_id, event, epoch))`,
]

const EVIDENCE: readonly string[] = [
  `create table golden_payload (digest $text primary key not null, size bigint not null, body text not null)`,
  `create table golden_evidence (id $text primary key not null,
    registry_id $text not null references registry (id) on delete cascade,
    repository_id $text not null, repository $text not null, digest $text not null,
    type $text not null, producer_kind $text not null, producer_id $text not null, producer $text not null,
    tool $text, summary $text not null, payload_digest $text not null, media_type $text not null,
    note $text, url $text, observed_at bigint not null, valid_until bigint, created_at bigint not null)`,
  `create unique index golden_evidence_once on golden_evidence (repository_id, digest, type, payload_digest)`,
  'create index golden_evidence_by_digest on golden_evidence (repository_id, digest, created_at)',
  'create index golden_evidence_by_place on golden_evidence (registry_id, repository)',
  'alter table api_token add column evidence_types $text',
  `create table golden_attestation (repository_id $text not null references repository (id) on delete cascade,
    digest $text not null, facts $text not null, read_at bigint not null, primary key (repository_id, digest))`,
]

const AFTER_MARKING: readonly string[] = [
  `create table golden_channel (line_id $text not null references golden_line (id) on delete cascade,
    name $text not null, position integer not null, version_id $text, tag $text,
    target_repository_id $text, target_repository $text, is_production integer not null,
    is_held integer not null, soak_hours integer not null, approvals_min integer not null,
    revision integer not null, primary key (line_id, name))`,
  'create index golden_channel_by_version on golden_channel (version_id)',
  'create index golden_channel_by_target on golden_channel (target_repository_id)',
  `create table golden_drift (id $text primary key not null,
    line_id $text not null references golden_line (id) on delete cascade, version_id $text not null,
    kind $text not null, subject $text not null, expected $text, found $text, detected_at bigint not null,
    learned_by $text not null, resolved_at bigint, resolution $text)`,
  `create unique index golden_drift_open on golden_drift (version_id, kind, subject)
    where resolved_at is null`,
  'create index golden_drift_by_line on golden_drift (line_id, detected_at)',
  'create index golden_drift_by_time on golden_drift (detected_at, id)',
  'create index tag_event_by_pusher on tag_event (repository_id, to_digest) where actor_name is not null',
  'create table golden_touch (sequence $counted, repository_id $text not null, tag $text not null)',
]

const APPEND_ONLY = ['golden_decision', 'golden_evidence', 'golden_policy_version'] as const

const CONCERNS_GOLDEN = `exists (select 1 from golden_line where golden_line.repository_id = new.repository_id)
  or exists (select 1 from golden_channel where golden_channel.target_repository_id = new.repository_id)`

/** What may not change; a repository that comes back has a new id. */
const FIXED: Readonly<Record<(typeof APPEND_ONLY)[number], string>> = {
  golden_decision: `id, line_id, version_id, channel, verb, actor_kind, actor_id, actor_name, reason, at, digest,
    policy_digest, evidence_digest, facts, audit_event_id`,
  golden_evidence: `id, registry_id, repository, digest, type, producer_kind, producer_id, producer, tool, summary,
    payload_digest, media_type, note, url, observed_at, valid_until, created_at`,
  golden_policy_version: 'policy_id, version, digest, document, reason, published_by, published_at',
}

const FIND_AGAIN = [
  'update golden_line set repository_id = new.id where registry_id = new.registry_id and repository = new.name',
  'update golden_evidence set repository_id = new.id where registry_id = new.registry_id and repository = new.name',
  `update golden_channel set target_repository_id = new.id where target_repository = new.name
    and line_id in (select id from golden_line where registry_id = new.registry_id)`,
].join(';\n')

/** Rows go with the line or registry they are of, which is removed as a whole; alone they never do. */
function sqliteGuards(): readonly string[] {
  return [
    ...APPEND_ONLY.map(
      (table) => `create trigger ${table}_is_never_changed before update of ${FIXED[table]} on ${table}
        begin select raise(abort, 'what was decided is never changed'); end`,
    ),
    `create trigger golden_decision_is_never_removed before delete on golden_decision
      when exists (select 1 from golden_line where golden_line.id = old.line_id)
      begin select raise(abort, 'what was decided is never removed'); end`,
    `create trigger tag_event_touches_golden after insert on tag_event when ${CONCERNS_GOLDEN}
      begin insert into golden_touch (repository_id, tag) values (new.repository_id, new.tag); end`,
    `create trigger repository_is_golden_again after insert on repository begin ${FIND_AGAIN}; end`,
  ]
}

function postgresGuards(): readonly string[] {
  return [
    `create function refuse_golden_change() returns trigger language plpgsql as
      $$ begin raise exception 'what was decided is never changed or removed'; end $$`,
    ...APPEND_ONLY.map(
      (table) => `create trigger ${table}_is_never_changed before update of ${FIXED[table]} on ${table}
        for each row execute function refuse_golden_change()`,
    ),
    `create function refuse_golden_removal() returns trigger language plpgsql as $$ begin
      if exists (select 1 from golden_line where golden_line.id = old.line_id) then
        raise exception 'what was decided is never changed or removed';
      end if;
      return old; end $$`,
    `create trigger golden_decision_is_never_removed before delete on golden_decision
      for each row execute function refuse_golden_removal()`,
    `create function touch_golden() returns trigger language plpgsql as $$ begin
      if ${CONCERNS_GOLDEN} then
        insert into golden_touch (repository_id, tag) values (new.repository_id, new.tag);
      end if;
      return null; end $$`,
    `create trigger tag_event_touches_golden after insert on tag_event
      for each row execute function touch_golden()`,
    `create function find_golden_again() returns trigger language plpgsql as $$ begin
      ${FIND_AGAIN};
      return null; end $$`,
    `create trigger repository_is_golden_again after insert on repository
      for each row execute function find_golden_again()`,
  ]
}

/** Golden lines: the organisation's process, versions, evidence, decisions, channels and drift. */
export function golden(dialect: Database['dialect']): Migration {
  const guards = dialect === 'sqlite' ? sqliteGuards() : postgresGuards()
  return {
    async up(db) {
      const run = (text: string) =>
        sql
          .raw(text.replaceAll('$text', textType(dialect)).replaceAll('$counted', countedKeyType(dialect)))
          .execute(db)
      for (const statement of [...PROCESS, ...VERSIONS, ...EVIDENCE, ...AFTER_MARKING]) await run(statement)
      for (const guard of guards) await run(guard)
    },
  }
}
