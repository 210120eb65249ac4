import 'server-only'
import type { Executor } from '@/lib/db/connection'

export interface StorageCheckRow {
  readonly job_id: string
  readonly started_at: number
  readonly finished_at: number | null
  readonly repositories: number
  readonly manifests: number
  readonly blobs: number
}

/** The last check of a registry's content; undefined for none. */
export async function findStorageCheck(
  db: Executor,
  registryId: string,
): Promise<StorageCheckRow | undefined> {
  return db
    .selectFrom('storage_check')
    .select(['job_id', 'started_at', 'finished_at', 'repositories', 'manifests', 'blobs'])
    .where('registry_id', '=', registryId)
    .executeTakeFirst()
}

/** Begins a check, or goes on with the one of the same job. */
export async function beginStorageCheck(
  tx: Executor,
  registryId: string,
  { jobId, at }: { readonly jobId: string; readonly at: number },
): Promise<void> {
  const row = await findStorageCheck(tx, registryId)
  if (row?.job_id === jobId) return
  await tx.deleteFrom('storage_check').where('registry_id', '=', registryId).execute()
  await tx
    .insertInto('storage_check')
    .values({
      registry_id: registryId,
      job_id: jobId,
      started_at: at,
      finished_at: null,
      repositories: 0,
      manifests: 0,
      blobs: 0,
    })
    .execute()
}

/** Counts what was asked for one repository, in the transaction that closes it. */
export async function countChecked(
  tx: Executor,
  registryId: string,
  { manifests, blobs }: { readonly manifests: number; readonly blobs: number },
): Promise<void> {
  await tx
    .updateTable('storage_check')
    .set((eb) => ({
      repositories: eb('repositories', '+', 1),
      manifests: eb('manifests', '+', manifests),
      blobs: eb('blobs', '+', blobs),
    }))
    .where('registry_id', '=', registryId)
    .execute()
}

export async function endStorageCheck(tx: Executor, registryId: string, at: number): Promise<void> {
  await tx
    .updateTable('storage_check')
    .set({ finished_at: at })
    .where('registry_id', '=', registryId)
    .execute()
}
