import type { ColumnType, Generated } from 'kysely'

/*
 * One schema for SQLite and PostgreSQL. Portable columns only: text ids, text, integer, epoch milliseconds
 * (bigint, read as number), JSON as text, flags as 0 or 1. Names and digests compare bytewise on both.
 */

type Flag = 0 | 1
/** Set once, never changed. */
type Fixed<T> = ColumnType<T, T, never>

/** A registry we are connected to. Credentials are sealed (AES-256-GCM) and never leave. */
export interface RegistryTable {
  id: Fixed<string>
  name: string
  url: string
  username: string | null
  password_sealed: string | null
  realm_origin: string | null
  ca_pem: string | null
  /** JSON array of repository names where there is no catalog; null reads the catalog. */
  repository_list: string | null
  /** JSON of `Capabilities`, null until probed. */
  capabilities: string | null
  probed_at: number | null
  /** `unknown`, `up` or `failing`, by the last call that told. */
  health: string
  health_code: string | null
  health_at: number | null
  /** End of the last full crawl that finished. */
  synced_at: number | null
  /** 1 when declared by the environment. */
  is_declared: Flag
  /** Bytes of distinct manifests, configs and layers of all its repositories, as of the last crawl. */
  stored_bytes: number | null
  /** Distinct manifests of all its repositories, as of the last crawl. */
  manifest_count: number | null
  created_at: Fixed<number>
  updated_at: number
}

export interface RepositoryTable {
  id: Fixed<string>
  registry_id: Fixed<string>
  name: Fixed<string>
  /** The name before its last segment; '' for a bare name. */
  namespace: Fixed<string>
  tag_count: number
  /** Bytes of distinct manifests, configs and layers; null until indexed. */
  total_size: number | null
  /** Manifests known to be in it, tagged or not; null until indexed. */
  manifest_count: number | null
  /** Those of them that neither a tag nor a tagged index names. */
  untagged_count: number | null
  /** Every platform any of its tags runs on, sorted, comma-joined. */
  platforms: string | null
  /** Newest `created_at` among its tags; -1 when unknown. */
  newest_created_at: number
  /** When its tags were last compared with the registry; null when never. */
  synced_at: number | null
  /** Why the last comparison failed; null when it did not. */
  problem_code: string | null
  /** First pass in which a direct 404 was seen; null while present. */
  missing_since: number | null
  first_seen_at: Fixed<number>
}

/** What a digest says, the same in every repository and for ever. */
export interface ManifestTable {
  digest: Fixed<string>
  media_type: Fixed<string>
  /** `image`, `index`, `helm`, `attestation`, `signature`, `artifact`, `schema1` or `unknown`. */
  kind: Fixed<string>
  artifact_type: Fixed<string | null>
  /** Bytes of the manifest itself. */
  size: Fixed<number>
  config_digest: Fixed<string | null>
  config_size: Fixed<number | null>
  subject_digest: Fixed<string | null>
  /** Bytes of manifest, config and distinct layers (for an index: of it and its distinct descendants); null when unknown. */
  total_size: number | null
  /** Epoch ms by the config (for an index: the newest child's); null when unknown. */
  created_at: number | null
  /** Sorted, comma-joined `os/arch[/variant]` of runnable images; '' for none. */
  platforms: string
  platform_count: number
  layer_count: number
  /** chainID of the topmost layer; null when diffIDs are unknown. */
  chain_id: string | null
  indexed_at: Fixed<number>
}

/** Exact bytes of manifests and configs, as text, kept because content never changes. */
export interface ContentTable {
  digest: Fixed<string>
  media_type: Fixed<string>
  body: Fixed<string>
}

export interface ManifestChildTable {
  parent_digest: Fixed<string>
  position: Fixed<number>
  child_digest: Fixed<string>
  media_type: Fixed<string>
  artifact_type: Fixed<string | null>
  size: Fixed<number>
  /** `os/arch[/variant]`; null where the descriptor names none or `unknown/unknown`. */
  platform: Fixed<string | null>
  /** For a folded attestation: the digest of the image it speaks of. */
  attests_digest: Fixed<string | null>
}

export interface ManifestLayerTable {
  manifest_digest: Fixed<string>
  position: Fixed<number>
  layer_digest: Fixed<string>
  media_type: Fixed<string>
  size: Fixed<number>
  diff_id: Fixed<string | null>
  /** chainID of the stack up to and including this layer. */
  chain_id: Fixed<string | null>
}

/** A manifest is in a repository: by a tag, as an index's child or as a referrer. */
export interface RepositoryManifestTable {
  repository_id: Fixed<string>
  digest: Fixed<string>
  first_seen_at: Fixed<number>
  last_seen_at: number
}

/**
 * A tag as last seen. What follows from the digest is copied here so that every sort is one index:
 * the copies cannot go stale, a digest's facts never change.
 */
export interface TagTable {
  repository_id: Fixed<string>
  name: Fixed<string>
  /** Binary-comparable key of the natural, semver-aware order. */
  name_key: Fixed<string>
  /** Null when the registry lists the tag but its manifest could not be read. */
  digest: string | null
  problem_code: string | null
  media_type: string | null
  kind: string
  artifact_type: string | null
  /** -1 when unknown, so that sorting needs no null rules. */
  total_size: number
  created_at: number
  platforms: string
  platform_count: number
  /** When this digest was first seen under this tag. */
  pushed_before: number
  /** The last look before that, when the tag was absent or another digest; -1 when it was never looked at. */
  pushed_after: number
  last_seen_at: number
  /** First pass in which a direct 404 was seen; null while present. */
  missing_since: number | null
}

/** The words of tag names, for search: a name from each place where a word of it begins. */
export interface TagWordTable {
  word: Fixed<string>
  tag_name: Fixed<string>
}

export interface JobTable {
  id: Fixed<string>
  kind: Fixed<string>
  registry_id: Fixed<string | null>
  /** JSON of the kind's own input. */
  input: Fixed<string>
  /** Two jobs with one key are never under way together; null after a request to cancel. */
  dedupe_key: string | null
  status: 'queued' | 'running' | 'cancelling' | 'succeeded' | 'partial' | 'failed' | 'cancelled'
  /** What it is doing now, for people. */
  phase: string
  total: number | null
  done: number
  failed: number
  problem_code: string | null
  owner: string | null
  lease_until: number | null
  /** Rises with each claim; a write with an older one changes nothing. */
  fence: number
  created_by: Fixed<string>
  created_at: Fixed<number>
  started_at: number | null
  finished_at: number | null
}

export interface JobItemTable {
  job_id: Fixed<string>
  /** What the item is about, for a crawl the repository name. */
  key: Fixed<string>
  /** `queued`, `done`, `failed` or `skipped`. */
  state: string
  attempt: number
  problem_code: string | null
  updated_at: number
}

export interface UserTable {
  id: Fixed<string>
  name: string
  /** NFKC, lower case; unique. */
  name_folded: string
  password_hash: string | null
  role: string
  session_version: number
  disabled_at: number | null
  created_at: Fixed<number>
  last_sign_in_at: number | null
}

export interface ApiTokenTable {
  id: Fixed<string>
  user_id: Fixed<string>
  name: string
  /** SHA-256 of the 256-bit secret, hex. */
  secret_hash: Fixed<string>
  role: Fixed<string>
  expires_at: Fixed<number | null>
  last_used_at: number | null
  revoked_at: number | null
  created_by: Fixed<string>
  created_at: Fixed<number>
}

/** Small values of the installation itself, such as the hash of the one-time setup token. */
export interface SettingTable {
  key: Fixed<string>
  value: string
  updated_at: number
}

/** What happened. Rows are added, never changed. */
export interface AuditEventTable {
  sequence: Generated<number>
  id: Fixed<string>
  at: Fixed<number>
  type: Fixed<string>
  actor_kind: Fixed<string>
  actor_id: Fixed<string>
  actor_name: Fixed<string>
  ip: Fixed<string | null>
  user_agent: Fixed<string | null>
  request_id: Fixed<string | null>
  /** What it was done to, such as a registry's name or `registry/repository:tag`. */
  resource: Fixed<string>
  /** JSON of the event's own facts. */
  facts: Fixed<string>
}

export interface Schema {
  registry: RegistryTable
  repository: RepositoryTable
  manifest: ManifestTable
  content: ContentTable
  manifest_child: ManifestChildTable
  manifest_layer: ManifestLayerTable
  repository_manifest: RepositoryManifestTable
  tag: TagTable
  tag_word: TagWordTable
  job: JobTable
  job_item: JobItemTable
  user_account: UserTable
  api_token: ApiTokenTable
  setting: SettingTable
  audit_event: AuditEventTable
}
