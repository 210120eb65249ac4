import type { Tag } from '../queries'

/** Which tags were chosen: some by name with the digest each was seen to name, or every one that matches the filter. */
export interface Selection {
  readonly isAll: boolean
  readonly digests: ReadonlyMap<string, string>
}

export const NOTHING: Selection = { isAll: false, digests: new Map() }

/** Chooses tags or lets go of them. What could not be read has no digest and cannot be chosen. */
export function choose(selection: Selection, tags: readonly Tag[], isChosen: boolean): Selection {
  const digests = new Map(selection.isAll ? [] : selection.digests)
  for (const { name, digest } of tags) {
    if (!isChosen) digests.delete(name)
    else if (digest !== null && !digests.has(name)) digests.set(name, digest)
  }
  return { isAll: false, digests }
}

/** The tags from one row to another, whichever comes first. */
export function rangeOf(tags: readonly Tag[], from: number, to: number): readonly Tag[] {
  return tags.slice(Math.min(from, to), Math.max(from, to) + 1)
}

export function isChosen({ isAll, digests }: Selection, tag: Tag): boolean {
  return isAll ? tag.digest !== null : digests.has(tag.name)
}

/** How many are chosen; of all that match, as many as there are. */
export function countOf({ isAll, digests }: Selection, total: number): number {
  return isAll ? total : digests.size
}
