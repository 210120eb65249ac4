/** How tags are removed on a registry, or why they cannot be. */
export type DeletionMethod =
  /** The registry deletes a tag by its name and leaves the manifest. */
  | { readonly kind: 'untag' }
  /** One throw-away manifest is put over the tags, and that one is deleted by its digest. */
  | { readonly kind: 'tombstone' }
  | {
      readonly kind: 'unavailable'
      readonly because: 'deletes-disabled' | 'untag-unsupported' | 'not-probed'
    }

/** Who keeps a digest from being deleted. */
export interface Protection {
  readonly digest: string
  /** Such as `golden`. */
  readonly source: string
  readonly detail: string
  /** The protected digest it belongs to: itself, an index that lists it, or what it refers to. */
  readonly of: string
}

/** What a manifest is needed by, so that it stays. */
export type Need =
  | { readonly kind: 'tag'; readonly name: string }
  | { readonly kind: 'index'; readonly digest: string }
  | { readonly kind: 'referrer'; readonly digest: string }
  | { readonly kind: 'protection'; readonly source: string; readonly detail: string }

/** Names or digests, of which only the first are written out. */
export interface Sample {
  readonly count: number
  readonly first: readonly string[]
}

export interface PlannedTag {
  readonly tag: string
  /** Null when the registry lists the tag but could not give what it names: such a tag is left alone. */
  readonly digest: string | null
  /** `moved` and `gone` compare with what the caller said the tag names. */
  readonly fate: 'remove' | 'protected' | 'unreadable' | 'moved' | 'gone'
  /** Other tags of the digest, which stay. */
  readonly siblings: Sample
  /** Indexes of the repository that list the digest; they and it stay. */
  readonly parents: Sample
  /** Signatures, attestations and the like that refer to the digest; they stay. */
  readonly referrers: Sample
  readonly protection: Protection | null
  /** No tag or index names the digest afterwards. */
  readonly becomesUntagged: boolean
}

/** A manifest that no tag and no index names once the tags are gone. */
export interface PlannedManifest {
  readonly digest: string
  readonly mediaType: string | null
  readonly kind: string
  /** Why it stays although nothing names it; empty when it can go. */
  readonly keptBy: readonly Need[]
}

export type BlockCode =
  | 'deletes-disabled'
  | 'untag-unsupported'
  | 'not-probed'
  | 'tag-is-golden'
  | 'nothing-to-delete'

/** Why nothing may start. */
export interface Block {
  readonly code: BlockCode
  /** Tags concerned; 0 where it is about the registry. */
  readonly count: number
}

/** What somebody has to type before a plan is carried out. */
export type Confirmation =
  | { readonly kind: 'none' }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'name'; readonly name: string }

/** Everything a deletion would do. Plans no effect on anything but its own tags and manifests. */
export interface DeletionPlan {
  readonly method: DeletionMethod
  readonly tags: readonly PlannedTag[]
  /** What becomes untagged, an index before what it lists. */
  readonly untagged: readonly PlannedManifest[]
  /** Those of them that are deleted by their digest too; empty unless asked for. */
  readonly removed: readonly string[]
  /** Bytes that nothing else holds, free after garbage collection once the untagged manifests are deleted. */
  readonly reclaimable: { readonly bytes: number | null; readonly unknownManifests: number }
  readonly blocks: readonly Block[]
  readonly confirmation: Confirmation
}
