/** A child as the index describes it. */
export interface ListedChild {
  readonly child_digest: string
  readonly size: number
  readonly platform?: string | null
  readonly attests_digest?: string | null
}

/** A child as its own manifest describes it. */
export interface KnownChild {
  readonly digest: string
  readonly kind: string
  readonly size: number
  readonly total_size: number | null
  readonly created_at: number | null
  readonly platforms: string
  readonly config_digest: string | null
  readonly config_size: number | null
}

export interface IndexFacts {
  /** Bytes of the index itself. */
  readonly size: number
  readonly children: readonly ListedChild[]
  readonly known: readonly KnownChild[]
  /** Distinct layers of the children that are images. */
  readonly blobs: readonly { readonly digest: string; readonly size: number }[]
}

export interface IndexTotals {
  /** Null when a child that runs is not known. */
  readonly totalSize: number | null
  readonly createdAt: number | null
  readonly platforms: readonly string[]
}

/**
 * What an index adds up to: bytes of distinct blobs below it, its newest child's date, the platforms that
 * run. Attestations are folded: they count with the bytes of their manifest and never as a platform.
 */
export function indexTotals(facts: IndexFacts): IndexTotals {
  const known = new Map(facts.known.map((child) => [child.digest, child]))
  const distinct = [...new Map(facts.children.map((child) => [child.child_digest, child])).values()]
  const dates = facts.known.flatMap((child) => child.created_at ?? [])
  const platforms = distinct.flatMap((child) => platformsOf(child, known.get(child.child_digest)))
  return {
    totalSize: totalSize(facts, distinct, known),
    createdAt: dates.length === 0 ? null : Math.max(...dates),
    platforms: [...new Set(platforms)].sort(),
  }
}

function platformsOf(listed: ListedChild, known: KnownChild | undefined): readonly string[] {
  if (isFolded(listed)) return []
  if (listed.platform) return [listed.platform]
  return known === undefined || known.platforms === '' ? [] : known.platforms.split(',')
}

function totalSize(
  facts: IndexFacts,
  distinct: readonly ListedChild[],
  known: ReadonlyMap<string, KnownChild>,
): number | null {
  const sizes = new Map(facts.blobs.map((blob) => [blob.digest, blob.size]))
  for (const listed of distinct) {
    const child = known.get(listed.child_digest)
    if (child === undefined && !isFolded(listed)) return null
    // An index below an index counts as a whole; what it shares with its siblings is counted twice.
    const isIndex = child?.kind === 'index'
    if (isIndex && child.total_size === null) return null
    sizes.set(listed.child_digest, isIndex ? (child.total_size ?? 0) : listed.size)
    if (child?.config_digest) sizes.set(child.config_digest, child.config_size ?? 0)
  }
  return [...sizes.values()].reduce((sum, size) => sum + size, facts.size)
}

function isFolded(listed: ListedChild): boolean {
  return Boolean(listed.attests_digest)
}
