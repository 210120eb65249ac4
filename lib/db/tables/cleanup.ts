import 'server-only'
import type { Fixed, Flag } from './column'

/** What somebody confirmed to delete from one repository. Frozen; the items say what became of it. */
export interface DeletionTable {
  id: Fixed<string>
  registry_id: Fixed<string>
  repository_id: Fixed<string>
  repository: Fixed<string>
  /** 1 to delete as well, by digest, what no tag or index names any more. */
  removes_untagged: Fixed<Flag>
  /** Why, in the words of who did it. */
  reason: Fixed<string | null>
  /** Whose rights it runs by, asked for again while it runs: the id of a person or an API token, or `system`. */
  actor_id: Fixed<string>
  actor_name: Fixed<string>
  ip: Fixed<string | null>
  user_agent: Fixed<string | null>
  request_id: Fixed<string>
  /** JSON of facts that go into each audit row, such as the retention policy that asked for it. */
  facts: Fixed<string>
  /** Items in it. */
  total: Fixed<number>
  created_at: Fixed<number>
}

/** One tag to remove, or one manifest to delete by its digest. The journal of the deletion. */
export interface DeletionItemTable {
  deletion_id: Fixed<string>
  /** The tag, or the digest of a manifest; no tag holds a `:`. */
  key: Fixed<string>
  /** Tags first, then manifests, an index before what it lists. */
  position: Fixed<number>
  kind: Fixed<'tag' | 'manifest'>
  /** What the tag named when it was confirmed; the manifest itself. */
  digest: Fixed<string>
  state: 'queued' | 'checked' | 'tombstoned' | 'deleted' | 'verified' | 'skipped' | 'failed'
  /** Why it was skipped or failed, or what was found besides. */
  reason: string | null
  /** Written before the first of its bytes is sent; null before and where no tombstone is needed. */
  tombstone_digest: string | null
  /** Of the job that wrote the row last. */
  fence: number
  updated_at: number
}

/** What was deleted and can be put back. */
export interface TrashItemTable {
  id: Fixed<string>
  registry_id: Fixed<string>
  /** Of a repository that may be gone by now. */
  repository_id: Fixed<string>
  repository: Fixed<string>
  /** Null for a manifest that no tag named. */
  tag: Fixed<string | null>
  digest: Fixed<string>
  media_type: Fixed<string>
  /** Bytes of the image as the index knew it; null when unknown. */
  total_size: Fixed<number | null>
  /** The deletion it went by; null where it was no deletion, such as a tag that was pointed elsewhere. */
  deletion_id: Fixed<string | null>
  reason: Fixed<string | null>
  deleted_by_id: Fixed<string>
  deleted_by: Fixed<string>
  deleted_at: Fixed<number>
  expires_at: number
  /** Null while it lies here. */
  restored_at: number | null
  restored_by: string | null
  /** `blobs-gone` once the registry was found to have no longer what it is made of. */
  problem_code: string | null
  checked_at: number | null
}

/** Exact bytes of manifests that were deleted, and of what they list. */
export interface KeptManifestTable {
  digest: Fixed<string>
  media_type: Fixed<string>
  /** Base64: bytes that are no text are kept too. */
  body: Fixed<string>
  /** May be dropped from then on. */
  kept_until: number
}

/** A digest that nobody may delete and whose tags nobody may remove, in one repository. */
export interface ProtectionTable {
  registry_id: Fixed<string>
  repository_id: Fixed<string>
  digest: Fixed<string>
  /** Who protects it, such as `golden`; each speaks for itself. */
  source: Fixed<string>
  /** For people: the line and version, for example. */
  detail: string
  created_at: Fixed<number>
}

/** Answers given to requests that may be sent twice. */
export interface IdempotencyKeyTable {
  actor_id: Fixed<string>
  key: Fixed<string>
  /** SHA-256 of the request. */
  request_hash: Fixed<string>
  /** JSON of the answer. */
  answer: Fixed<string>
  created_at: Fixed<number>
}
