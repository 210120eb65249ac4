import { MEDIA_TYPE } from '@/lib/oci/media-type'

/** Says of a manifest that it stands over tags for the moment in which they are removed. */
export const TOMBSTONE_TYPE = 'application/vnd.assay.tombstone.v1+json'
/** The blob that config and layer of a tombstone are: an empty object (OCI image-spec, empty descriptor). */
export const EMPTY_BLOB = '{}'
const EMPTY_DESCRIPTOR = {
  mediaType: 'application/vnd.oci.empty.v1+json',
  digest: 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
  size: EMPTY_BLOB.length,
} as const

export interface TombstoneName {
  readonly deletionId: string
  /** Different for each chunk and each time one is tried: deleting one must not meet the tags of another. */
  readonly chunk: string
}

/** The manifest put over the tags of one chunk. Its digest is never that of another. */
export function tombstoneOf({ deletionId, chunk }: TombstoneName): string {
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.ociManifest,
    artifactType: TOMBSTONE_TYPE,
    config: EMPTY_DESCRIPTOR,
    layers: [EMPTY_DESCRIPTOR],
    annotations: {
      'dev.assay.deletion': deletionId,
      'dev.assay.chunk': chunk,
      'org.opencontainers.image.description': 'This tag is being deleted by Assay.',
    },
  })
}
