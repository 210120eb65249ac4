/** A blob as one dangling manifest names it. */
export interface NamedBlob {
  readonly blob: string
  readonly size: number
  readonly repositoryId: string
  readonly manifest: string
}

/** Bytes that garbage collection could free: for one manifest alone, for a repository, for all of a registry. */
export interface Reclaimable {
  readonly total: number
  readonly byRepository: ReadonlyMap<string, number>
  /** By repository and digest, `manifestKey`. */
  readonly byManifest: ReadonlyMap<string, number>
}

interface Holding {
  readonly size: number
  /** Null once several have it. */
  repositoryId: string | null
  key: string | null
}

/** Names a manifest where it is held. */
export function manifestKey(repositoryId: string, digest: string): string {
  return `${repositoryId} ${digest}`
}

/** Counts each blob of a registry once, for whoever would free it. */
export class ReclaimableTally {
  readonly #holdings = new Map<string, Holding>()

  add({ blob, size, repositoryId, manifest }: NamedBlob): void {
    const key = manifestKey(repositoryId, manifest)
    const held = this.#holdings.get(blob)
    if (held === undefined) {
      this.#holdings.set(blob, { size, repositoryId, key })
      return
    }
    if (held.repositoryId !== repositoryId) held.repositoryId = null
    if (held.key !== key) held.key = null
  }

  /** Every blob that was named. */
  blobs(): readonly string[] {
    return [...this.#holdings.keys()]
  }

  /** Something that stays has it. */
  drop(blob: string): void {
    this.#holdings.delete(blob)
  }

  sums(): Reclaimable {
    let total = 0
    const byRepository = new Map<string, number>()
    const byManifest = new Map<string, number>()
    for (const { size, repositoryId, key } of this.#holdings.values()) {
      total += size
      if (repositoryId !== null) byRepository.set(repositoryId, (byRepository.get(repositoryId) ?? 0) + size)
      if (key !== null) byManifest.set(key, (byManifest.get(key) ?? 0) + size)
    }
    return { total, byRepository, byManifest }
  }
}
