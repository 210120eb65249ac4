import 'server-only'
import { sql } from 'kysely'
import { SYSTEM_ACTOR } from '@/lib/core/actor'
import type { Executor } from '@/lib/db/connection'
import type { TagFacts } from '../rules/checks/check'

const TAGS_MAX = 200
const PUSHERS_MAX = 50

/**
 * Tags of a repository that name a digest now, with whether each ever named another one. Those of channels are left
 * out: they move by decision.
 */
export async function listTagFacts(
  db: Executor,
  repositoryId: string,
  digest: string,
): Promise<readonly TagFacts[]> {
  const { rows } = await sql<{ name: string; others: number; births: number }>`select tag.name,
      (select count(*) from tag_event as event where event.repository_id = tag.repository_id
        and event.tag = tag.name
        and (coalesce(event.to_digest, '') <> ${digest} or event.from_digest is not null)) as others,
      (select count(*) from tag_event as event where event.repository_id = tag.repository_id
        and event.tag = tag.name and event.kind = 'created' and event.is_first_look = 0) as births
    from tag where tag.repository_id = ${repositoryId} and tag.digest = ${digest}
      and tag.missing_since is null
      and not exists (select 1 from golden_channel as channel
        join golden_line as line on line.id = channel.line_id
        where channel.tag = tag.name and (channel.target_repository_id = tag.repository_id
          or (channel.target_repository is null and line.repository_id = tag.repository_id)))
    order by tag.name_key limit ${TAGS_MAX}`.execute(db)
  return rows.map(({ name, others, births }) => ({
    name,
    hasMoved: hasMoved(Number(others), Number(births)),
  }))
}

/** Whether the index has, or ever had, a tag. */
export async function isTagKnown(db: Executor, repositoryId: string, tag: string): Promise<boolean> {
  const row = await db
    .selectFrom('tag')
    .select('name')
    .where('repository_id', '=', repositoryId)
    .where('name', '=', tag)
    .union(
      db
        .selectFrom('tag_event')
        .select('tag as name')
        .where('repository_id', '=', repositoryId)
        .where('tag', '=', tag),
    )
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** A tag that was there the first time anybody looked may have been anything before. */
function hasMoved(others: number, births: number): boolean | null {
  if (others > 0) return true
  return births > 0 ? false : null
}

/** Who pushed a digest to a repository, by the names events gave. */
export async function listPushers(
  db: Executor,
  repositoryId: string,
  digest: string,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('tag_event')
    .select('actor_name')
    .distinct()
    .where('repository_id', '=', repositoryId)
    .where('to_digest', '=', digest)
    .where('actor_name', 'is not', null)
    // Assay put back what was there before: that is nobody's push.
    .where((eb) => eb.not(eb.and([eb('learned_by', '=', 'assay'), eb('actor_name', '=', SYSTEM_ACTOR.name)])))
    .orderBy('actor_name')
    .limit(PUSHERS_MAX)
    .execute()
  return rows.flatMap(({ actor_name }) => actor_name ?? [])
}

/** What a tag names by the index; null where it is not known or gone. */
export async function findTagDigest(db: Executor, repositoryId: string, tag: string): Promise<string | null> {
  const row = await db
    .selectFrom('tag')
    .select('digest')
    .where('repository_id', '=', repositoryId)
    .where('name', '=', tag)
    .executeTakeFirst()
  return row?.digest ?? null
}
