import type { RepositoryName } from '@/lib/oci/name'
import type { Capabilities } from '@/lib/registry/types'

export type HealthState = 'unknown' | 'up' | 'failing'

/** So many repositories are gone at once that the registry is doubted and nothing is removed. */
export interface VanishAlert {
  readonly since: number
  /** Repositories the index knew. */
  readonly known: number
  /** How many of them were gone, or had lost every tag. */
  readonly missing: number
  /** The first 100 of those. */
  readonly names: readonly string[]
}

/** A registry Assay is connected to, without its password. */
export interface Registry {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly username: string | null
  /** Sealed; null without a password. */
  readonly passwordSealed: string | null
  readonly realmOrigin: string | null
  readonly caPem: string | null
  /** Null reads the catalog. */
  readonly repositories: readonly RepositoryName[] | null
  /** Namespaces whose repositories are learned as their names turn up; null for none. */
  readonly namespaces: readonly RepositoryName[] | null
  readonly capabilities: Capabilities | null
  readonly probedAt: number | null
  readonly health: { readonly state: HealthState; readonly code: string | null; readonly at: number | null }
  readonly syncedAt: number | null
  /** The doubt about a registry that lost too much at once; null while there is none. */
  readonly vanish: VanishAlert | null
  readonly isDeclared: boolean
  /** Rises with each change of settings. */
  readonly updatedAt: number
}

/** A registry with what the index holds of it. */
export interface RegistrySummary extends Registry {
  readonly counts: {
    readonly namespaces: number
    readonly repositories: number
    readonly tags: number
    /** Null where the reader sees only a part of the registry. */
    readonly manifests: number | null
  }
  readonly storedBytes: number | null
  readonly activeJobId: string | null
}
