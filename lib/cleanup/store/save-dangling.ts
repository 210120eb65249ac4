import 'server-only'
import { type Insertable, sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'
import { insertRows } from '@/lib/db/insert-rows'
import type { DanglingManifestTable } from '@/lib/db/schema'
import { chunks } from './dangling-facts'

const REPOSITORIES_PER_QUERY = 500

export interface RepositoryDangling {
  readonly registryId: string
  readonly repositoryId: string
  readonly manifests: readonly Insertable<DanglingManifestTable>[]
  readonly undecided: number
  readonly unread: number
}

/** Puts what was judged of a repository in the place of what was there. */
export async function saveDangling(tx: Executor, judged: RepositoryDangling): Promise<void> {
  const { registryId, repositoryId, manifests, undecided, unread } = judged
  await tx.deleteFrom('dangling_manifest').where('repository_id', '=', repositoryId).execute()
  await tx.deleteFrom('dangling_repository').where('repository_id', '=', repositoryId).execute()
  if (manifests.length === 0 && undecided === 0) return
  await insertRows(tx, 'dangling_manifest', { rows: manifests, conflict: ['repository_id', 'digest'] })
  await tx
    .insertInto('dangling_repository')
    .values({
      repository_id: repositoryId,
      registry_id: registryId,
      manifests: manifests.length,
      reclaimable: null,
      unknown: manifests.filter(({ total_size }) => total_size === null).length,
      undecided,
      unread,
    })
    .execute()
}

export interface RepositorySums {
  readonly repositoryId: string
  /** Null where no manifest of it is known. */
  readonly reclaimable: number | null
  readonly manifests: readonly { readonly digest: string; readonly reclaimable: number | null }[]
}

/** Notes what could be freed, once every repository of the registry was judged. */
export async function saveRepositorySums(tx: Executor, sums: RepositorySums): Promise<void> {
  await tx
    .updateTable('dangling_repository')
    .set({ reclaimable: sums.reclaimable })
    .where('repository_id', '=', sums.repositoryId)
    .execute()
  for (const some of chunks(sums.manifests, 100)) {
    const values = sql.join(
      some.map(({ digest, reclaimable }) => sql`(${digest}, cast(${reclaimable} as bigint))`),
    )
    await sql`with freed (digest, bytes) as (values ${values})
      update dangling_manifest set reclaimable =
        (select bytes from freed where freed.digest = dangling_manifest.digest)
      where repository_id = ${sums.repositoryId}
        and digest in (select digest from freed)`.execute(tx)
  }
}

export interface RegistrySums {
  readonly registryId: string
  readonly at: number
  readonly tookMs: number
  /** Bytes that all dangling manifests together free. */
  readonly reclaimable: number
}

/** Closes the judgement of a registry. One that was removed meanwhile is left out. */
export async function saveRegistrySums(tx: Executor, sums: RegistrySums): Promise<void> {
  const { registryId, at, tookMs, reclaimable } = sums
  const kept = await tx.selectFrom('registry').select('id').where('id', '=', registryId).executeTakeFirst()
  if (kept === undefined) return
  const counted = await tx
    .selectFrom('dangling_repository')
    .select(({ fn }) => [
      fn.sum<number | null>('manifests').as('manifests'),
      fn.sum<number | null>('unknown').as('unknown'),
      fn.sum<number | null>('undecided').as('undecided'),
    ])
    .where('registry_id', '=', registryId)
    .executeTakeFirst()
  const manifests = counted?.manifests ?? 0
  const unknown = counted?.unknown ?? 0
  await tx.deleteFrom('dangling_state').where('registry_id', '=', registryId).execute()
  await tx
    .insertInto('dangling_state')
    .values({
      registry_id: registryId,
      computed_at: at,
      took_ms: tookMs,
      manifests,
      reclaimable: manifests > 0 && unknown === manifests ? null : reclaimable,
      unknown,
      undecided: counted?.undecided ?? 0,
    })
    .execute()
}

/** The next repositories of a registry behind an id. Empty at the end. */
export async function listRepositoryIds(
  db: Executor,
  registryId: string,
  after: string,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('repository')
    .select('id')
    .where('registry_id', '=', registryId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(REPOSITORIES_PER_QUERY)
    .execute()
  return rows.map(({ id }) => id)
}

/** Repositories of a registry that have something dangling, and what of it is unknown. */
export async function listDanglingRepositoryIds(
  db: Executor,
  registryId: string,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('dangling_repository')
    .select('repository_id')
    .where('registry_id', '=', registryId)
    .where('manifests', '>', 0)
    .orderBy('repository_id')
    .execute()
  return rows.map(({ repository_id }) => repository_id)
}

/** The dangling manifests of a repository and whether their bytes are known. */
export async function listDanglingOf(
  db: Executor,
  repositoryId: string,
): Promise<readonly { readonly digest: string; readonly total_size: number | null }[]> {
  return db
    .selectFrom('dangling_manifest')
    .select(['digest', 'total_size'])
    .where('repository_id', '=', repositoryId)
    .execute()
}

export interface DanglingAge {
  readonly registryId: string
  readonly computedAt: number | null
  readonly tookMs: number
}

/** When each registry was judged last; null for one that never was. */
export async function listDanglingAges(db: Executor): Promise<readonly DanglingAge[]> {
  const rows = await db
    .selectFrom('registry')
    .leftJoin('dangling_state', 'dangling_state.registry_id', 'registry.id')
    .select(['registry.id as registryId', 'dangling_state.computed_at as computedAt', 'took_ms as tookMs'])
    .execute()
  return rows.map((row) => ({ ...row, tookMs: row.tookMs ?? 0 }))
}
