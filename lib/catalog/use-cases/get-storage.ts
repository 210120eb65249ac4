import 'server-only'
import type { Context } from '@/lib/access/context'
import { visibilityOf } from '@/lib/access/rules/visibility'
import { NotFoundError } from '@/lib/core/errors'
import { authorizeRegistry } from '../authorize-place'
import {
  type StorageFigures,
  type StorageMeasure,
  type StorageTree,
  storageTree,
} from '../rules/storage-tree'
import {
  findStorage,
  listNamespaceStorage,
  listRepositoryStorage,
  listStorageLayers,
  type StorageLayer,
  seesAllOf,
} from '../store/storage'
import { readStorageState } from '../store/storage-totals'

export interface GetStorageInput {
  readonly registry: string
  /** Everything below it; '' for the whole registry. */
  readonly namespace: string
  readonly by: StorageMeasure
}

export interface StorageDetail extends StorageTree {
  readonly registry: string
  readonly namespace: string
  readonly by: StorageMeasure
  /** When it was computed; null for not yet. */
  readonly asOf: number | null
  /** Whether the index has changed since. */
  readonly isStale: boolean
  /** What all of it holds; null where the actor sees only a part, or nothing was computed yet. */
  readonly here: StorageFigures | null
  /** The layers that save most by being stored once; of the whole registry only. */
  readonly layers: readonly StorageLayer[]
}

/** What the repositories of a registry or a namespace take, as last computed. @throws NotFoundError */
export async function getStorage(ctx: Context, input: GetStorageInput): Promise<StorageDetail> {
  const { namespace, by } = input
  const db = ctx.db.query
  const { id: registryId, name: registry } = await authorizeRegistry(ctx, 'repository:list', input.registry)

  const visibility = visibilityOf(ctx.actor)
  const scope = { registryId, namespace, visibility }
  const repositories = await listRepositoryStorage(db, scope)
  if (namespace !== '' && repositories.length === 0) throw new NotFoundError()
  const namespaces = await listNamespaceStorage(db, scope)
  const state = await readStorageState(db)
  const layers = namespace === '' ? await listStorageLayers(db, registryId, visibility) : []
  const whole =
    namespace === ''
      ? await findStorage(db, registryId, { kind: 'registry', path: '' })
      : namespaces.get(namespace)

  return {
    registry,
    namespace,
    by,
    ...storageTree({ namespace, by, repositories, namespaces }),
    asOf: state.computedAt,
    isStale: state.staleSince !== null,
    here: (await seesAllOf(db, scope)) ? (whole ?? null) : null,
    layers,
  }
}
