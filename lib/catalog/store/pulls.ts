import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'

/** Pulls of one tag or digest that events told of. */
export interface PullCount {
  readonly pulls: number
  /** The last of them. */
  readonly at: number
}

/** Since when pulls are known of a registry; null where no event of a pull ever came: then they are unknown. */
export async function findPullsSince(db: Executor, registryId: string): Promise<number | null> {
  const row = await db
    .selectFrom('notification_endpoint')
    .select('first_pull_at')
    .where('registry_id', '=', registryId)
    .executeTakeFirst()
  return row?.first_pull_at ?? null
}

/** Adds pulls to a tag. False when the index has no such tag. */
export async function addTagPulls(
  tx: Executor,
  repositoryId: string,
  { tag, pulls, at }: PullCount & { readonly tag: string },
): Promise<boolean> {
  const result = await tx
    .updateTable('tag')
    .set((eb) => ({ pulls: eb('pulls', '+', pulls), pulled_at: later(at) }))
    .where('repository_id', '=', repositoryId)
    .where('name', '=', tag)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Adds downloads to a manifest of a repository, where the index has it. */
export async function addManifestPulls(
  tx: Executor,
  repositoryId: string,
  { digest, pulls, at }: PullCount & { readonly digest: string },
): Promise<void> {
  await tx
    .updateTable('repository_manifest')
    .set((eb) => ({ pulls: eb('pulls', '+', pulls), pulled_at: later(at) }))
    .where('repository_id', '=', repositoryId)
    .where('digest', '=', digest)
    .execute()
}

/** Downloads of one manifest of a repository; null where the repository does not hold it. */
export async function findManifestPulls(
  db: Executor,
  repositoryId: string,
  digest: string,
): Promise<{ readonly pulls: number; readonly pulled_at: number } | null> {
  const row = await db
    .selectFrom('repository_manifest')
    .select(['pulls', 'pulled_at'])
    .where('repository_id', '=', repositoryId)
    .where('digest', '=', digest)
    .executeTakeFirst()
  return row ?? null
}

/** The ids of some repositories of a registry, by name. */
export async function findRepositoryIds(
  db: Executor,
  registryId: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>()
  for (let start = 0; start < names.length; start += 500) {
    const rows = await db
      .selectFrom('repository')
      .select(['id', 'name'])
      .where('registry_id', '=', registryId)
      .where('name', 'in', names.slice(start, start + 500))
      .execute()
    for (const row of rows) ids.set(row.name, row.id)
  }
  return ids
}

function later(at: number) {
  return sql<number>`case when pulled_at < ${at} then ${at} else pulled_at end`
}
