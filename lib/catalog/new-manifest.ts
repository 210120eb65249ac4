import type { Insertable } from 'kysely'
import type { ContentTable, ManifestChildTable, ManifestLayerTable, ManifestTable } from '@/lib/db/schema'

/** Everything a manifest not indexed before adds to the index. */
export interface NewManifest {
  readonly digest: string
  /** For an index size, date and platforms are found from its children when it is saved. */
  readonly row: Insertable<ManifestTable>
  readonly contents: readonly Insertable<ContentTable>[]
  readonly children: readonly Insertable<ManifestChildTable>[]
  readonly layers: readonly Insertable<ManifestLayerTable>[]
}
