import 'server-only'
import type { Generated } from 'kysely'
import type { Fixed } from './column'

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
  /** Downloads of this manifest that events told of. */
  pulls: Generated<number>
  /** The last of them, -1 for none. */
  pulled_at: Generated<number>
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
  /** How often events told that somebody asked for the tag by its name. */
  pulls: Generated<number>
  /** The last time of them, -1 for none. */
  pulled_at: Generated<number>
}

/** The words of tag names, for search: a name from each place where a word of it begins. */
export interface TagWordTable {
  word: Fixed<string>
  tag_name: Fixed<string>
}
