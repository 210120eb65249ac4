import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'
import { CHILDREN_MAX } from '@/lib/oci/manifest'
import { MEDIA_TYPE } from '@/lib/oci/media-type'
import type { DanglingFacts } from '../rules/storage/dangling'

const DIGESTS_PER_QUERY = 500

export interface HeldManifest {
  readonly digest: string
  readonly first_seen_at: number
  readonly last_seen_at: number
  /** Null for what nobody has read, as is the rest. */
  readonly kind: string | null
  readonly platforms: string | null
  readonly size: number | null
  readonly total_size: number | null
  readonly subject_digest: string | null
}

/** The manifests a repository holds that no tag of it names. */
export async function listUntagged(db: Executor, repositoryId: string): Promise<readonly HeldManifest[]> {
  return db
    .selectFrom('repository_manifest as held')
    .leftJoin('manifest', 'manifest.digest', 'held.digest')
    .select([
      'held.digest',
      'held.first_seen_at',
      'held.last_seen_at',
      'manifest.kind',
      'manifest.platforms',
      'manifest.size',
      'manifest.total_size',
      'manifest.subject_digest',
    ])
    .where('held.repository_id', '=', repositoryId)
    .where(
      sql<boolean>`not exists (select 1 from tag where tag.repository_id = held.repository_id
        and tag.digest = held.digest)`,
    )
    .orderBy('held.digest')
    .execute()
}

/** What decides which of the untagged manifests of a repository are needed. */
export async function readDanglingFacts(
  db: Executor,
  repositoryId: string,
  untagged: readonly HeldManifest[],
): Promise<DanglingFacts> {
  const digests = untagged.map(({ digest }) => digest)
  const parents = await readParents(db, repositoryId, digests)
  const subjects = [...new Set(untagged.flatMap((manifest) => manifest.subject_digest ?? []))]
  const protectedDigests = await readProtected(db, repositoryId)
  return {
    untagged: untagged.map(({ digest, subject_digest }) => ({
      digest,
      parents: parents.get(digest) ?? [],
      subject: subject_digest,
      isProtected: protectedDigests.has(digest),
    })),
    held: await readHeld(db, repositoryId, subjects),
    unread: await countUnread(db, repositoryId),
  }
}

async function readParents(
  db: Executor,
  repositoryId: string,
  digests: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const parents = new Map<string, string[]>()
  for (const some of chunks(digests)) {
    const rows = await db
      .selectFrom('manifest_child')
      .innerJoin('repository_manifest as held', 'held.digest', 'manifest_child.parent_digest')
      .select(['manifest_child.child_digest', 'manifest_child.parent_digest'])
      .distinct()
      .where('held.repository_id', '=', repositoryId)
      .where('manifest_child.child_digest', 'in', some)
      .execute()
    for (const { child_digest, parent_digest } of rows) {
      parents.set(child_digest, [...(parents.get(child_digest) ?? []), parent_digest])
    }
  }
  return parents
}

async function readHeld(
  db: Executor,
  repositoryId: string,
  digests: readonly string[],
): Promise<ReadonlySet<string>> {
  const held = new Set<string>()
  for (const some of chunks(digests)) {
    const rows = await db
      .selectFrom('repository_manifest')
      .select('digest')
      .where('repository_id', '=', repositoryId)
      .where('digest', 'in', some)
      .execute()
    for (const { digest } of rows) held.add(digest)
  }
  return held
}

async function readProtected(db: Executor, repositoryId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('protection')
    .select('digest')
    .distinct()
    .where('repository_id', '=', repositoryId)
    .execute()
  return new Set(rows.map(({ digest }) => digest))
}

/** Tags, indexes and comparisons whose needs are not known in full. */
async function countUnread(db: Executor, repositoryId: string): Promise<number> {
  const { rows } = await sql<{ unread: number }>`select
    (select count(*) from tag where tag.repository_id = ${repositoryId} and (tag.digest is null
      or not exists (select 1 from manifest where manifest.digest = tag.digest)))
    + (select count(*) from manifest_child as child
      join repository_manifest as held on held.digest = child.parent_digest
      where held.repository_id = ${repositoryId} and (child.position >= ${CHILDREN_MAX - 1}
        or (child.media_type in (${MEDIA_TYPE.ociIndex}, ${MEDIA_TYPE.dockerList})
          and not exists (select 1 from manifest where manifest.digest = child.child_digest))))
    + (select count(*) from repository where id = ${repositoryId}
      and (synced_at is null or problem_code is not null)) as unread`.execute(db)
  return Number(rows[0]?.unread ?? 1)
}

/** Ranges of a list that fit into one question. */
export function* chunks<T>(items: readonly T[], size = DIGESTS_PER_QUERY): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}

export interface LastTag {
  readonly tag: string
  readonly at: number
}

/** The tag that left each digest last, where anybody saw one leave. */
export async function readLastTags(
  db: Executor,
  repositoryId: string,
  digests: readonly string[],
): Promise<ReadonlyMap<string, LastTag>> {
  const last = new Map<string, LastTag>()
  for (const some of chunks(digests)) {
    const rows = await db
      .selectFrom('tag_event')
      .select(['tag', 'from_digest', 'before_at', 'occurred_at'])
      .where('repository_id', '=', repositoryId)
      .where('is_first_look', '=', 0)
      .where('from_digest', 'in', some)
      .orderBy('sequence')
      .execute()
    for (const { tag, from_digest, before_at, occurred_at } of rows) {
      if (from_digest !== null) last.set(from_digest, { tag, at: occurred_at ?? before_at })
    }
  }
  return last
}
