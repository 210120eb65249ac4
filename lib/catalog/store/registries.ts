import 'server-only'
import type { Executor } from '@/lib/db/connection'

export interface RegistryRow {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly synced_at: number | null
  readonly health: string
  readonly repository_list: string | null
  readonly namespace_list: string | null
}

/** One registry by the name people gave it. */
export async function findRegistryByName(db: Executor, name: string): Promise<RegistryRow | undefined> {
  return db
    .selectFrom('registry')
    .select(['id', 'name', 'url', 'synced_at', 'health', 'repository_list', 'namespace_list'])
    .where('name', '=', name)
    .executeTakeFirst()
}

export async function findRegistryById(db: Executor, id: string): Promise<RegistryRow | undefined> {
  return db
    .selectFrom('registry')
    .select(['id', 'name', 'url', 'synced_at', 'health', 'repository_list', 'namespace_list'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Notes a crawl that looked at everything, with the totals it left behind. */
export async function saveRegistrySynced(
  db: Executor,
  registryId: string,
  facts: { readonly at: number; readonly storedBytes: number | null; readonly manifestCount: number },
): Promise<void> {
  await db
    .updateTable('registry')
    .set({ synced_at: facts.at, stored_bytes: facts.storedBytes, manifest_count: facts.manifestCount })
    .where('id', '=', registryId)
    .execute()
}
