import 'server-only'
import type { Executor } from '@/lib/db/connection'

export interface TouchRow {
  readonly sequence: number
  readonly repositoryId: string
  /** A tag; or a digest, where a manifest was deleted by it or pushed by it alone. */
  readonly tag: string
}

const SEQUENCES_PER_QUERY = 500

/** What was learned and not handled yet, the oldest first, but for some repositories. */
export async function listTouches(
  db: Executor,
  { limit, except }: { readonly limit: number; readonly except: readonly string[] },
): Promise<readonly TouchRow[]> {
  const rows = await db
    .selectFrom('golden_touch')
    .select(['sequence', 'repository_id', 'tag'])
    .$if(except.length > 0, (query) => query.where('repository_id', 'not in', [...except]))
    .orderBy('sequence')
    .limit(limit)
    .execute()
  return rows.map(({ sequence, repository_id, tag }) => ({ sequence, repositoryId: repository_id, tag }))
}

/** Removes exactly what was handled: a row that came meanwhile has another number. */
export async function dropTouches(tx: Executor, sequences: readonly number[]): Promise<void> {
  for (let start = 0; start < sequences.length; start += SEQUENCES_PER_QUERY) {
    await tx
      .deleteFrom('golden_touch')
      .where('sequence', 'in', sequences.slice(start, start + SEQUENCES_PER_QUERY))
      .execute()
  }
}

/** Notes that manifests were pushed or deleted by digest alone, where a line has to do with it: of that no tag tells. */
export async function touchDigests(
  tx: Executor,
  repositoryId: string,
  digests: readonly string[],
): Promise<void> {
  if (digests.length === 0) return
  const line = await tx
    .selectFrom('golden_line')
    .select('id')
    .where('repository_id', '=', repositoryId)
    .where('archived_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (line === undefined) return
  const rows = [...new Set(digests)].map((digest) => ({ repository_id: repositoryId, tag: digest }))
  for (let start = 0; start < rows.length; start += SEQUENCES_PER_QUERY) {
    await tx
      .insertInto('golden_touch')
      .values(rows.slice(start, start + SEQUENCES_PER_QUERY))
      .execute()
  }
}

/** Lines that a repository is the home of, or that have a channel in it. */
export async function listTouchedLines(db: Executor, repositoryId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('golden_line')
    .select('id')
    .where('repository_id', '=', repositoryId)
    .where('archived_at', 'is', null)
    .union(
      db
        .selectFrom('golden_channel')
        .innerJoin('golden_line', 'golden_line.id', 'golden_channel.line_id')
        .select('golden_line.id')
        .where('golden_channel.target_repository_id', '=', repositoryId)
        .where('golden_line.archived_at', 'is', null),
    )
    .execute()
  return rows.map(({ id }) => id)
}

/** Lines in use of a registry, behind an id. */
export async function listLineIds(
  db: Executor,
  {
    registryId,
    after,
    limit,
  }: { readonly registryId: string; readonly after: string; readonly limit: number },
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('golden_line')
    .select('id')
    .where('registry_id', '=', registryId)
    .where('archived_at', 'is', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Registries that have a line in use. */
export async function listRegistriesWithLines(db: Executor): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('golden_line')
    .select('registry_id')
    .distinct()
    .where('archived_at', 'is', null)
    .execute()
  return rows.map(({ registry_id }) => registry_id)
}

/** How what is known of a tag was learned last; undefined where its history says nothing. */
export async function findLearnedBy(
  db: Executor,
  repositoryId: string,
  tags: readonly string[],
): Promise<string | undefined> {
  if (tags.length === 0) return undefined
  const row = await db
    .selectFrom('tag_event')
    .select('learned_by')
    .where('repository_id', '=', repositoryId)
    .where('tag', 'in', tags.slice(0, SEQUENCES_PER_QUERY))
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.learned_by
}
