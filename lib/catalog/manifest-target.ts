/** A manifest by where it is held. */
export interface ManifestTarget {
  readonly registry: string
  readonly repository: string
  readonly digest: string
}
