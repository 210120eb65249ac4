import 'server-only'
import { type ExpressionBuilder, sql } from 'kysely'
import { newId } from '@/lib/core/ids'
import type { Executor } from '@/lib/db/connection'
import { insertRows } from '@/lib/db/insert-rows'
import type { Schema } from '@/lib/db/schema'
import { namespaceOf } from '@/lib/oci/name'
import { distinctPlatforms } from '../rules/platforms'
import { countManifests } from './manifests'
import { addScopes } from './repository-scopes'
import { learnWords } from './spelling'
import { markStorageStale } from './storage-totals'
import { listPlatformSets } from './tags'

/** Adds repositories that are not known yet. */
export async function addRepositories(
  tx: Executor,
  registryId: string,
  { names, at }: { readonly names: readonly string[]; readonly at: number },
): Promise<void> {
  const rows = names.map((name) => ({
    id: newId('rep', at),
    registry_id: registryId,
    name,
    namespace: namespaceOf(name),
    tag_count: 0,
    newest_created_at: -1,
    first_seen_at: at,
  }))
  await insertRows(tx, 'repository', { rows, conflict: ['registry_id', 'name'] })
  await addScopes(tx, registryId, names)
  await learnWords(tx, names)
}

/** Every repository name of a registry. */
export async function listRepositoryNames(db: Executor, registryId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('repository')
    .select('name')
    .where('registry_id', '=', registryId)
    .orderBy('name')
    .execute()
  return rows.map((row) => row.name)
}

/** The repositories that an earlier pass found missing, or without any of the tags they had. */
export async function listMissingNames(db: Executor, registryId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('repository')
    .select('name')
    .where('registry_id', '=', registryId)
    .where((is) => is.or([is('missing_since', 'is not', null), hasLostAllTags(is)]))
    .execute()
  return rows.map((row) => row.name)
}

/** It still has tags in the index, and the registry could not give a single one of them. */
function hasLostAllTags(is: ExpressionBuilder<Schema, 'repository'>) {
  const tags = is.selectFrom('tag').select('tag.name').whereRef('tag.repository_id', '=', 'repository.id')
  return is.and([is.exists(tags), is.not(is.exists(tags.where('tag.missing_since', 'is', null)))])
}

export interface RepositoryToSync {
  readonly id: string
  readonly registry_id: string
  readonly name: string
  readonly synced_at: number | null
  readonly missing_since: number | null
  readonly tag_count: number
}

/** Every repository of a registry, by its name. */
export async function listRepositoriesToSync(
  db: Executor,
  registryId: string,
): Promise<ReadonlyMap<string, RepositoryToSync>> {
  const rows = await db
    .selectFrom('repository')
    .select(['id', 'registry_id', 'name', 'synced_at', 'missing_since', 'tag_count'])
    .where('registry_id', '=', registryId)
    .execute()
  return new Map(rows.map((row) => [row.name, row]))
}

export async function findRepositoryToSync(
  db: Executor,
  registryId: string,
  name: string,
): Promise<RepositoryToSync | undefined> {
  return db
    .selectFrom('repository')
    .select(['id', 'registry_id', 'name', 'synced_at', 'missing_since', 'tag_count'])
    .where('registry_id', '=', registryId)
    .where('name', '=', name)
    .executeTakeFirst()
}

/** Notes a comparison with the registry that came to its end, and what the tags now add up to. */
export async function saveSynced(
  tx: Executor,
  repositoryId: string,
  { at, hasChanged }: { readonly at: number; readonly hasChanged: boolean },
): Promise<void> {
  await tx
    .updateTable('repository')
    .set({ synced_at: at, problem_code: null, missing_since: null })
    .where('id', '=', repositoryId)
    .execute()
  if (!hasChanged) return
  await recount(tx, repositoryId)
  await markStorageStale(tx, at)
}

const IDS_PER_STATEMENT = 500

/** The same for repositories of which every tag was found as it was. */
export async function saveUnchanged(
  tx: Executor,
  { ids, at }: { readonly ids: readonly string[]; readonly at: number },
): Promise<void> {
  for (let start = 0; start < ids.length; start += IDS_PER_STATEMENT) {
    await tx
      .updateTable('repository')
      .set({ synced_at: at, problem_code: null, missing_since: null })
      .where('id', 'in', ids.slice(start, start + IDS_PER_STATEMENT))
      .execute()
  }
}

/** Notes why a comparison failed. Everything known stays. */
export async function saveRepositoryProblem(tx: Executor, repositoryId: string, code: string): Promise<void> {
  await tx.updateTable('repository').set({ problem_code: code }).where('id', '=', repositoryId).execute()
}

/** Notes the first pass in which the registry said that a repository is not there. */
export async function markRepositoryMissing(tx: Executor, repositoryId: string, at: number): Promise<void> {
  await tx
    .updateTable('repository')
    .set({ missing_since: at })
    .where('id', '=', repositoryId)
    .where('missing_since', 'is', null)
    .execute()
}

/** Removes a repository that is held, with its tags. Their history stays. */
export async function removeRepository(tx: Executor, repositoryId: string): Promise<void> {
  await tx.deleteFrom('repository').where('id', '=', repositoryId).execute()
}

/** Keeps other passes from changing a repository until the transaction ends. */
export async function holdRepository(tx: Executor, repositoryId: string): Promise<void> {
  await tx
    .updateTable('repository')
    .set((eb) => ({ tag_count: eb.ref('tag_count') }))
    .where('id', '=', repositoryId)
    .execute()
}

/** Removes the tags of a repository that stays listed although two passes found nothing in it. */
export async function emptyMissingRepository(tx: Executor, repositoryId: string, at: number): Promise<void> {
  await tx.deleteFrom('tag').where('repository_id', '=', repositoryId).execute()
  await tx.deleteFrom('repository_manifest').where('repository_id', '=', repositoryId).execute()
  await saveSynced(tx, repositoryId, { at, hasChanged: true })
}

/** Adds up a repository again after some of its tags changed. */
export async function recount(tx: Executor, repositoryId: string): Promise<void> {
  const tags = await tx
    .selectFrom('tag')
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.max<number>('created_at').as('newest')])
    .where('repository_id', '=', repositoryId)
    .executeTakeFirst()
  const held = sql`select digest from repository_manifest where repository_id = ${repositoryId}`
  const { rows } = await sql<{
    bytes: number | null
  }>`select sum(size) as bytes from (select max(size) as size from (
    select layer_digest as digest, size from manifest_layer where manifest_digest in (${held})
    union all select config_digest, coalesce(config_size, 0) from manifest where digest in (${held})
      and config_digest is not null
    union all select digest, size from manifest where digest in (${held})) as blobs group by digest) as sizes`.execute(
    tx,
  )
  const tagCount = tags?.count ?? 0
  const counts = await countManifests(tx, repositoryId)
  const platforms = distinctPlatforms(await listPlatformSets(tx, repositoryId))
  await tx
    .updateTable('repository')
    .set({
      manifest_count: counts.total,
      untagged_count: counts.untagged,
      platforms: platforms.join(','),
      tag_count: tagCount,
      newest_created_at: tags?.newest ?? -1,
      // Nothing read of nothing is nothing; nothing read of some tags is unknown.
      total_size: rows[0]?.bytes ?? (tagCount === 0 ? 0 : null),
    })
    .where('id', '=', repositoryId)
    .execute()
}
