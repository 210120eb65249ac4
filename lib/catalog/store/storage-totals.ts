import 'server-only'
import type { Executor } from '@/lib/db/connection'
import { insertRows } from '@/lib/db/insert-rows'
import type { SharedBlob, StorageTotal } from '../rules/storage-tally'

const STATE_ID = 1

export interface StorageState {
  /** First change of the index since the last computation; null when there was none. */
  readonly staleSince: number | null
  readonly computedAt: number | null
  readonly tookMs: number | null
}

export async function readStorageState(db: Executor): Promise<StorageState> {
  const row = await db
    .selectFrom('storage_state')
    .select(['stale_since', 'computed_at', 'took_ms'])
    .where('id', '=', STATE_ID)
    .executeTakeFirst()
  return {
    staleSince: row?.stale_since ?? null,
    computedAt: row?.computed_at ?? null,
    tookMs: row?.took_ms ?? null,
  }
}

/** Notes that what is stored has changed. Only the first change writes, so that writers do not wait for each other. */
export async function markStorageStale(tx: Executor, at: number): Promise<void> {
  await tx
    .updateTable('storage_state')
    .set({ stale_since: at })
    .where('id', '=', STATE_ID)
    .where('stale_since', 'is', null)
    .execute()
}

/** From here on a change is one that the computation may not have seen. */
export async function beginStorage(db: Executor): Promise<void> {
  await db.updateTable('storage_state').set({ stale_since: null }).where('id', '=', STATE_ID).execute()
}

export interface ComputedStorage {
  readonly totals: readonly StorageTotal[]
  readonly layers: readonly SharedBlob[]
  readonly at: number
  readonly tookMs: number
}

/** Puts what was computed in the place of what was there. Registries removed meanwhile are left out. */
export async function replaceStorage(tx: Executor, computed: ComputedStorage): Promise<void> {
  const registries = await tx.selectFrom('registry').select('id').execute()
  const known = new Set(registries.map((registry) => registry.id))
  await tx.deleteFrom('storage_total').execute()
  await tx.deleteFrom('storage_layer').execute()
  await insertRows(tx, 'storage_total', {
    conflict: ['registry_id', 'kind', 'path'],
    rows: computed.totals
      .filter((total) => known.has(total.registryId))
      .map((total) => ({
        registry_id: total.registryId,
        kind: total.kind,
        path: total.path,
        total_bytes: total.totalBytes,
        unique_bytes: total.uniqueBytes,
        repositories: total.repositories,
        tags: total.tags,
        unread: total.unread,
      })),
  })
  const positions = new Map<string, number>()
  await insertRows(tx, 'storage_layer', {
    conflict: ['registry_id', 'position'],
    rows: computed.layers
      .filter((layer) => known.has(layer.registryId))
      .map((layer) => {
        const position = (positions.get(layer.registryId) ?? 0) + 1
        positions.set(layer.registryId, position)
        return {
          registry_id: layer.registryId,
          position,
          layer_digest: layer.digest,
          size: layer.size,
          images: layer.uses,
          repositories: layer.repositories,
        }
      }),
  })
  await tx
    .updateTable('storage_state')
    .set({ computed_at: computed.at, took_ms: computed.tookMs })
    .where('id', '=', STATE_ID)
    .execute()
}
