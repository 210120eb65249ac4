/** One blob that what goes holds. */
export interface HeldBlob {
  readonly digest: string
  readonly size: number
  /** Manifests in repositories of this registry that hold it and go. */
  readonly goingHolders: number
  /** All of them. */
  readonly holders: number
}

export interface Bytes {
  /** Sizes of the tags that go, each for itself. */
  readonly total: number
  /** Distinct blobs they hold, each counted once. */
  readonly unique: number
  /** Those of them that nothing else in the registry holds: what garbage collection could then free. */
  readonly freed: number
}

/** What deleting would free: a blob that anything that stays still holds frees nothing. */
export function tallyBytes(total: number, blobs: Iterable<HeldBlob>): Bytes {
  let unique = 0
  let freed = 0
  for (const { size, goingHolders, holders } of blobs) {
    unique += size
    if (goingHolders >= holders) freed += size
  }
  return { total, unique, freed }
}
