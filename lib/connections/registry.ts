import type { RepositoryName } from '@/lib/oci/name'
import type { Capabilities } from '@/lib/registry/types'

export type HealthState = 'unknown' | 'up' | 'failing'

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
  readonly capabilities: Capabilities | null
  readonly probedAt: number | null
  readonly health: { readonly state: HealthState; readonly code: string | null; readonly at: number | null }
  readonly syncedAt: number | null
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
    readonly manifests: number
  }
  readonly storedBytes: number | null
  readonly activeJobId: string | null
}
