import { createHash } from 'node:crypto'
import { saveLabels } from '@/lib/catalog/store/save-labels'
import { learnWords } from '@/lib/catalog/store/spelling'
import type { Executor } from '@/lib/db/connection'
import { insertRows } from '@/lib/db/insert-rows'
import type { ImageRow, IndexedRepository } from './rows'

/** One all repositories of a namespace share, one of the repository, and one of the image alone. */
export const LAYERS = 3

const GZIPPED = 'application/vnd.oci.image.layer.v1.tar+gzip'

/** What search finds beside names and tags: layers, labels and how words are spelled. */
export async function writeContents(tx: Executor, batch: readonly IndexedRepository[]): Promise<void> {
  await insertRows(tx, 'manifest_layer', {
    rows: batch.flatMap((repository) => imagesOf(repository).flatMap((image) => layersOf(repository, image))),
    conflict: ['manifest_digest', 'position'],
  })
  await saveLabels(
    tx,
    batch.flatMap((repository) =>
      imagesOf(repository).map((image, at) => ({
        configDigest: configDigestOf(image),
        labels: [
          { name: 'org.opencontainers.image.title', value: repository.row.name },
          { name: 'org.opencontainers.image.version', value: `1.${at}.0` },
        ],
      })),
    ),
  )
  await learnWords(
    tx,
    batch.map(({ row }) => row.name),
  )
}

/** The digest an image's config would have; its text is not stored. */
export function configDigestOf({ digest }: ImageRow): string {
  return digestOf(`config ${digest}`)
}

/** The layer that every image of a namespace begins with. */
export function baseLayerOf(namespace: string): string {
  return digestOf(`base ${namespace}`)
}

function imagesOf({ images }: IndexedRepository): readonly ImageRow[] {
  return images.filter(({ kind }) => kind === 'image')
}

function layersOf({ row }: IndexedRepository, image: ImageRow) {
  const own = Math.floor(image.totalSize / LAYERS)
  return [baseLayerOf(row.namespace), digestOf(`shared ${row.name}`), digestOf(`own ${image.digest}`)].map(
    (layerDigest, position) => ({
      manifest_digest: image.digest,
      position,
      layer_digest: layerDigest,
      media_type: GZIPPED,
      size: own,
    }),
  )
}

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`
}
