import { describeManifest } from '@/lib/catalog/rules/describe-manifest'
import { saveManifests, saveMembership } from '@/lib/catalog/store/save-manifests'
import { addRepositories, findRepositoryToSync, saveSynced } from '@/lib/catalog/store/save-repositories'
import { saveMovedTags } from '@/lib/catalog/store/save-tags'
import type { Database } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { parseConfig } from '@/lib/oci/config'
import { parseManifest } from '@/lib/oci/manifest'
import { MEDIA_TYPE } from '@/lib/oci/media-type'
import { digestOf } from './push'

export interface RowImage {
  readonly tags: readonly string[]
  /** One layer each, named by its text and as large as it says. */
  readonly layers: Readonly<Record<string, number>>
  readonly labels?: Readonly<Record<string, string>>
}

/** The row of a registry nobody asks anything. */
export async function addRegistryRow(db: Database, id: string, name: string): Promise<void> {
  const row = { id, name, url: `http://${name}.test`, health: 'up', is_declared: 0, created_at: 1 } as const
  await db.query
    .insertInto('registry')
    .values({ ...row, updated_at: 1 })
    .execute()
}

/** A repository with images, as a crawl would have left it. Gives the digests of the images in their order. */
export async function addRepositoryRows(
  db: Database,
  place: { readonly registryId: string; readonly repository: string },
  images: readonly RowImage[],
): Promise<readonly string[]> {
  const at = Date.UTC(2026, 0, 2)
  return transaction(db, async (tx) => {
    await addRepositories(tx, place.registryId, { names: [place.repository], at })
    const repository = await findRepositoryToSync(tx, place.registryId, place.repository)
    if (repository === undefined) throw new Error('The repository is not there.')
    const digests: string[] = []
    for (const image of images) {
      const manifest = buildManifest(image)
      digests.push(manifest.digest)
      await saveManifests(tx, [manifest])
      await saveMembership(tx, repository.id, { digests: [manifest.digest], at })
      const known = { digest: manifest.digest, isNew: true, pushedAfter: -1, pushedBefore: at }
      const tags = image.tags.map((name) => ({ name, ...known }))
      await saveMovedTags(tx, repository.id, { tags, at })
    }
    await saveSynced(tx, repository.id, { at, hasChanged: true })
    return digests
  })
}

/** What such an image weighs beside its layers. */
export function weightOf(image: RowImage): { readonly config: number; readonly manifest: number } {
  const { row } = buildManifest(image)
  return { config: row.config_size ?? 0, manifest: row.size }
}

function buildManifest(image: RowImage) {
  const config = Buffer.from(
    JSON.stringify({
      os: 'linux',
      architecture: 'amd64',
      created: '2026-01-02T03:04:05Z',
      config: { Labels: image.labels ?? {} },
      rootfs: { type: 'layers', diff_ids: Object.keys(image.layers).map(digestOf) },
    }),
  )
  const layers = Object.entries(image.layers).map(([text, size]) => ({
    mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
    digest: digestOf(text),
    size,
  }))
  const body = JSON.stringify({
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.ociManifest,
    config: { mediaType: MEDIA_TYPE.ociConfig, digest: digestOf(config), size: config.length },
    layers,
  })
  return describeManifest({
    digest: digestOf(body),
    body,
    size: body.length,
    manifest: parseManifest(Buffer.from(body), MEDIA_TYPE.ociManifest),
    config: { parsed: parseConfig(config), body: config.toString('utf8') },
    chainIds: null,
    indexedAt: 1,
  })
}
