/** A manifest a repository holds that no tag of it names. */
export interface UntaggedManifest {
  readonly digest: string
  /** Indexes of the same repository that list it. */
  readonly parents: readonly string[]
  /** What it speaks of; null for a manifest that stands for itself. */
  readonly subject: string | null
  /** Somebody has said that it stays, whoever names it. */
  readonly isProtected: boolean
}

export interface DanglingFacts {
  readonly untagged: readonly UntaggedManifest[]
  /** Which of the digests named as subject the repository holds. */
  readonly held: ReadonlySet<string>
  /** Tags and needed indexes that nobody could read: what they need is unknown. */
  readonly unread: number
}

export type DanglingWhy = 'untagged' | 'child' | 'referrer'

export interface DanglingManifest {
  readonly digest: string
  readonly why: DanglingWhy
  /** The index that lists it, or what it speaks of. */
  readonly of: string | null
}

export interface DanglingVerdict {
  readonly dangling: readonly DanglingManifest[]
  /** What nothing known needs, while something unknown may. */
  readonly undecided: readonly DanglingManifest[]
}

/**
 * What nothing in a repository needs: no tag, no index that is needed, no subject that is needed, no protection.
 * While something could not be read nothing is dangling, for it may be what that needs.
 */
export function judgeDangling({ untagged, held, unread }: DanglingFacts): DanglingVerdict {
  const left = new Map(untagged.map((manifest) => [manifest.digest, manifest]))
  const isNeeded = (digest: string) => held.has(digest) && !left.has(digest)
  for (let before = -1; before !== left.size; ) {
    before = left.size
    for (const { digest, parents, subject, isProtected } of [...left.values()]) {
      const isKept =
        isProtected || parents.some((parent) => !left.has(parent)) || (subject !== null && isNeeded(subject))
      if (isKept) left.delete(digest)
    }
  }
  const found = [...left.values()].map(explain)
  return unread > 0 ? { dangling: [], undecided: found } : { dangling: found, undecided: [] }
}

function explain({ digest, parents, subject }: UntaggedManifest): DanglingManifest {
  const [parent] = parents
  if (parent !== undefined) return { digest, why: 'child', of: parent }
  if (subject !== null) return { digest, why: 'referrer', of: subject }
  return { digest, why: 'untagged', of: null }
}
