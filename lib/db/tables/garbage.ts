import 'server-only'
import type { Fixed } from './column'

/** A manifest that nothing in its repository needs, as last judged. */
export interface DanglingManifestTable {
  registry_id: Fixed<string>
  repository_id: Fixed<string>
  digest: Fixed<string>
  /** Null where nobody has read it. */
  kind: Fixed<string | null>
  platforms: Fixed<string>
  /** Bytes of the manifest itself; null where nobody has read it. */
  size: Fixed<number | null>
  /** Bytes of it and everything it names; null when unknown. */
  total_size: Fixed<number | null>
  why: Fixed<'untagged' | 'never-tagged' | 'child' | 'referrer'>
  /** The index that lists it, or what it speaks of; null for neither. */
  of_digest: Fixed<string | null>
  /** The tag that named it last, when anybody saw one. */
  last_tag: Fixed<string | null>
  /** When that tag left it. */
  untagged_at: Fixed<number | null>
  first_seen_at: Fixed<number>
  last_seen_at: Fixed<number>
  /** Bytes garbage collection could free if it alone were removed; null when unknown. */
  reclaimable: number | null
}

/** What could be freed in one repository, as last judged. */
export interface DanglingRepositoryTable {
  repository_id: Fixed<string>
  registry_id: Fixed<string>
  manifests: Fixed<number>
  /** Bytes that all of them together free; null where none of them is known. */
  reclaimable: number | null
  /** Those of them whose bytes nobody knows. */
  unknown: Fixed<number>
  /** Manifests that may or may not be needed, because something that may need them could not be read. */
  undecided: Fixed<number>
  /** Tags and indexes that could not be read. */
  unread: Fixed<number>
}

export interface DanglingStateTable {
  registry_id: Fixed<string>
  computed_at: number
  took_ms: number
  manifests: number
  /** Bytes that all of them together free, over all repositories. */
  reclaimable: number | null
  unknown: number
  undecided: number
}

/** How far the check of a registry's content is or was: one row for each registry, of the last check. */
export interface StorageCheckTable {
  registry_id: Fixed<string>
  job_id: string
  started_at: number
  finished_at: number | null
  repositories: number
  manifests: number
  blobs: number
}

/** What a tagged manifest needs and its registry does not have. */
export interface MissingContentTable {
  registry_id: Fixed<string>
  repository_id: Fixed<string>
  /** The tagged manifest that cannot be pulled whole. */
  root_digest: Fixed<string>
  digest: Fixed<string>
  /** The manifest that names it: the root, or a child of it; for a missing root itself. */
  parent_digest: Fixed<string>
  kind: Fixed<'manifest' | 'config' | 'layer'>
  size: Fixed<number | null>
  found_at: Fixed<number>
}
