const DAY_MS = 24 * 60 * 60 * 1000

/** A manifest that nothing in its repository needs, as storage judged it last. */
export interface DanglingFacts {
  readonly digest: string
  /** Epoch ms at which its last tag left it; null where nobody saw it carry one. */
  readonly untaggedAt: number | null
  readonly firstSeenAt: number
  /** The index that lists it, or what it speaks of: it goes with that one and not before. */
  readonly of: string | null
}

/**
 * The manifests that have named nothing for so many days, an index before what it lists. One that nobody saw carry a
 * tag counts from when it was first seen, and what belongs to another goes only where that one goes too.
 */
export function staleUntagged<T extends DanglingFacts>(
  manifests: readonly T[],
  { olderThanDays, now }: { readonly olderThanDays: number; readonly now: number },
): readonly T[] {
  const isOld = (manifest: T) => now - untaggedSince(manifest) > olderThanDays * DAY_MS
  const going = new Map<string, T>()
  let left = manifests.filter(isOld)
  for (let before = -1; before !== going.size; ) {
    before = going.size
    const next = left.filter(({ of }) => of === null || going.has(of))
    left = left.filter(({ of }) => of !== null && !going.has(of))
    for (const manifest of next) going.set(manifest.digest, manifest)
  }
  return [...going.values()]
}

/** The latest moment at which it can have lost its last tag. */
export function untaggedSince({ untaggedAt, firstSeenAt }: DanglingFacts): number {
  return untaggedAt ?? firstSeenAt
}
