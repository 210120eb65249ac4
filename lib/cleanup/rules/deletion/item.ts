/** Where one item of a deletion stands. */
export type ItemState = 'queued' | 'checked' | 'tombstoned' | 'deleted' | 'verified' | 'skipped' | 'failed'

/** Why an item was left alone, or what was found besides. */
export type ItemReason =
  /** The tag names another digest than was confirmed. */
  | 'changed'
  /** It was not there any more. */
  | 'gone'
  /** It is protected, such as by a golden version. */
  | 'protected'
  /** A tag, index or referrer needs the manifest. */
  | 'still-needed'
  /** Somebody pushed the tag in the moment in which it was removed; it names what they pushed. */
  | 'pushed-again'
  /** A tag that was not to go went along with a manifest, and was put back. */
  | 'sibling-restored'
  /** Somebody pushed the tag between the last look and the write over it; it was given back what they pushed. */
  | 'overwritten'
  | 'deletes-disabled'
  | 'forbidden'

export interface DeletionItem {
  readonly key: string
  readonly kind: 'tag' | 'manifest'
  readonly digest: string
}
