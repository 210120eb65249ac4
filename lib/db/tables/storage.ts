import 'server-only'
import type { Fixed } from './column'

/** How many bytes a registry, namespace or repository holds, and how many nothing else does, as last computed. */
export interface StorageTotalTable {
  registry_id: Fixed<string>
  /** `registry`, `namespace` or `repository`. */
  kind: Fixed<string>
  /** Name of the namespace or repository; '' for the registry. */
  path: Fixed<string>
  /** Bytes of distinct manifests, configs and layers; null when there are tags and none of them could be read. */
  total_bytes: Fixed<number | null>
  /** Those of them that nothing else of its kind holds: no other repository, namespace or registry. */
  unique_bytes: Fixed<number | null>
  /** Repositories in it. */
  repositories: Fixed<number>
  tags: Fixed<number>
  /** Manifests it is known to hold that nobody has read yet, such as attestations: their bytes are not in it. */
  unread: Fixed<number>
}

/** The layers that save the most by being stored once, as last computed. */
export interface StorageLayerTable {
  registry_id: Fixed<string>
  /** 1 for the layer that saves most. */
  position: Fixed<number>
  layer_digest: Fixed<string>
  size: Fixed<number>
  /** An image held by two repositories counts twice. */
  images: Fixed<number>
  repositories: Fixed<number>
}

/** One row: when storage was computed last and whether the index has changed since. */
export interface StorageStateTable {
  id: Fixed<number>
  /** First change since the last computation; null when there was none. */
  stale_since: number | null
  computed_at: number | null
  took_ms: number | null
}
