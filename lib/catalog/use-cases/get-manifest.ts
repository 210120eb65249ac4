import 'server-only'
import type { Context } from '@/lib/access/context'
import type { Executor } from '@/lib/db/connection'
import type { ImageConfig } from '@/lib/oci/config'
import type { ManifestTarget } from '../manifest-target'
import { openManifest } from '../open-manifest'
import { readImageConfig, readManifest } from '../read-content'
import { type ImageStorage, imageStorage } from '../rules/image-storage'
import { listImageBlobs } from '../store/image-sharing'
import type { ChildRow, ManifestRow } from '../store/manifests'
import { listChildren, listParents } from '../store/manifests'
import type { ManifestPlace } from '../store/places'
import { findManifestPulls, findPullsSince } from '../store/pulls'
import { readTagNames } from '../store/tag-names'

const TAGS_MAX = 100

export interface ManifestDetail {
  readonly registry: string
  readonly repository: string
  readonly manifest: ManifestRow
  readonly annotations: Readonly<Record<string, string>>
  readonly tags: readonly string[]
  readonly parents: readonly { readonly digest: string; readonly tags: readonly string[] }[]
  readonly children: readonly ChildRow[]
  /** What of its size other images of the registry hold too. */
  readonly storage: ImageStorage
  /** Null for what has no config an image would have. */
  readonly config: ImageConfig | null
  /** Null where no event tells of pulls. */
  readonly pulls: ManifestPulls | null
}

export interface ManifestPulls {
  readonly count: number
  readonly lastAt: number | null
  readonly since: number
}

/** One manifest as a repository holds it: what it says, who names it, what it lists. @throws NotFoundError; AppError when it is fetched and the registry fails */
export async function getManifest(ctx: Context, target: ManifestTarget): Promise<ManifestDetail> {
  const db = ctx.db.query
  const { registry, repository, manifest } = await openManifest(ctx, target)
  const parents = await listParents(db, repository.id, manifest.digest)
  const imageOf = (digest: string) => ({ repositoryId: repository.id, digest })
  const tagsOf = await readTagNames(ctx.db, [manifest.digest, ...parents].map(imageOf), TAGS_MAX)
  const blobs = await listImageBlobs(db, registry.id, {
    digest: manifest.digest,
    isIndex: manifest.kind === 'index',
  })

  return {
    registry: registry.name,
    repository: repository.name,
    manifest,
    annotations: (await readManifest(db, manifest))?.annotations ?? {},
    tags: tagsOf(imageOf(manifest.digest)),
    parents: parents.map((digest) => ({ digest, tags: tagsOf(imageOf(digest)) })),
    children: await listChildren(db, manifest.digest),
    storage: imageStorage(manifest.total_size, blobs),
    config: await readImageConfig(db, manifest),
    pulls: await readPulls(db, { registry, repository, manifest }),
  }
}

async function readPulls(db: Executor, place: ManifestPlace): Promise<ManifestPulls | null> {
  const since = await findPullsSince(db, place.registry.id)
  if (since === null) return null
  const found = await findManifestPulls(db, place.repository.id, place.manifest.digest)
  const lastAt = found === null || found.pulled_at < 0 ? null : found.pulled_at
  return { count: found?.pulls ?? 0, lastAt, since }
}
