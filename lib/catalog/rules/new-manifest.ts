/** The row of a manifest, the same wherever it is held. */
export interface NewManifestRow {
  readonly digest: string
  readonly media_type: string
  readonly kind: string
  readonly artifact_type: string | null
  readonly size: number
  readonly config_digest: string | null
  readonly config_size: number | null
  readonly subject_digest: string | null
  readonly total_size: number | null
  readonly created_at: number | null
  readonly platforms: string
  readonly platform_count: number
  readonly layer_count: number
  readonly chain_id: string | null
  readonly indexed_at: number
}

export interface NewContentRow {
  readonly digest: string
  readonly media_type: string
  readonly body: string
}

export interface NewChildRow {
  readonly parent_digest: string
  readonly position: number
  readonly child_digest: string
  readonly media_type: string
  readonly artifact_type: string | null
  readonly size: number
  readonly platform: string | null
  readonly attests_digest: string | null
}

export interface NewLayerRow {
  readonly manifest_digest: string
  readonly position: number
  readonly layer_digest: string
  readonly media_type: string
  readonly size: number
  readonly diff_id: string | null
  readonly chain_id: string | null
}

export interface NewLabel {
  readonly name: string
  readonly value: string
}

/** Everything a manifest not indexed before adds to the index. */
export interface NewManifest {
  readonly digest: string
  /** For an index size, date and platforms are found from its children when it is saved. */
  readonly row: NewManifestRow
  readonly contents: readonly NewContentRow[]
  readonly children: readonly NewChildRow[]
  readonly layers: readonly NewLayerRow[]
  /** Of an image's config, as search knows them. */
  readonly labels: readonly NewLabel[]
}
