import 'server-only'
import type { Fixed, Flag } from './column'

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
  /** JSON array of namespaces whose repositories are learned as their names turn up; null for none. */
  namespace_list: string | null
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
  /** Since when so much is gone at once that nothing is removed; null while there is no such doubt. */
  vanish_since: number | null
  /** How many repositories the index knew, and how many of them were gone, when the doubt was last looked at. */
  vanish_known: number | null
  vanish_missing: number | null
  /** JSON array of the first 100 of those names. */
  vanish_names: string | null
  /** How long what is deleted can be put back; null for seven days. */
  trash_days: number | null
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
  /** When a light check of it was last asked for; null when never. */
  checked_at: number | null
  first_seen_at: Fixed<number>
}
