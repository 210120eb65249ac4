import 'server-only'
import { savedBy } from '@/lib/catalog/rules/storage-tally'
import type { StorageFigures, StorageNode } from '@/lib/catalog/rules/storage-tree'
import type { StorageDetail } from '@/lib/catalog/use-cases/get-storage'
import type { RegistryStorage } from '@/lib/catalog/use-cases/list-storage-by-namespace'

export function presentFigures({ totalBytes, uniqueBytes, repositories, tags, unread }: StorageFigures) {
  const isKnown = totalBytes !== null && uniqueBytes !== null
  return {
    totalBytes,
    uniqueBytes,
    sharedBytes: isKnown ? totalBytes - uniqueBytes : null,
    repositories,
    tags,
    unreadManifests: unread,
  }
}

function presentNode(node: StorageNode) {
  return { kind: node.kind, path: node.path, ...presentFigures(node), areaBytes: node.areaBytes }
}

export function presentStorage(detail: StorageDetail) {
  const { registry, namespace, by, asOf, isStale, rest } = detail
  return {
    registry,
    namespace,
    by,
    asOf,
    isStale,
    here: detail.here === null ? null : presentFigures(detail.here),
    items: detail.items.map((item) => ({
      ...presentNode(item),
      children: item.children.map(presentNode),
      rest: item.rest,
    })),
    rest,
    layers: detail.layers.map(({ digest, size, images, repositories }) => ({
      digest,
      size,
      images,
      repositories,
      savedBytes: savedBy({ size, uses: images }),
    })),
  }
}

/** The largest namespaces of each registry, for a small picture. */
export function presentStorageByNamespace(registries: readonly RegistryStorage[]) {
  return registries.map(({ registry, items }) => ({
    registry,
    items: items.slice(0, SMALL_MAX).map(presentNode),
  }))
}

const SMALL_MAX = 40
