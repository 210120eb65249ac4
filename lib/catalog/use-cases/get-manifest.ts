import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import type { ImageConfig } from '@/lib/oci/config'
import type { ManifestTarget } from '../manifest-target'
import { openManifest } from '../open-manifest'
import { readImageConfig, readManifest } from '../read-content'
import type { ChildRow, ManifestRow } from '../store/manifests'
import { listChildren, listParents } from '../store/manifests'
import { listTagNames } from '../store/tags'

const TAGS_MAX = 100

export interface ManifestDetail {
  readonly registry: string
  readonly repository: string
  readonly manifest: ManifestRow
  readonly annotations: Readonly<Record<string, string>>
  readonly tags: readonly string[]
  readonly parents: readonly { readonly digest: string; readonly tags: readonly string[] }[]
  readonly children: readonly ChildRow[]
  /** Null for what has no config an image would have. */
  readonly config: ImageConfig | null
}

/** One manifest as a repository holds it: what it says, who names it, what it lists. @throws NotFoundError; AppError when it is fetched and the registry fails */
export async function getManifest(ctx: Context, target: ManifestTarget): Promise<ManifestDetail> {
  await authorize(ctx, 'manifest:read', { repository: target.repository })

  const db = ctx.db.query
  const { registry, repository, manifest } = await openManifest(ctx, target)
  const tagsOf = (digest: string) => listTagNames(db, repository.id, { digest, limit: TAGS_MAX })
  const parents = await listParents(db, repository.id, manifest.digest)

  return {
    registry: registry.name,
    repository: repository.name,
    manifest,
    annotations: (await readManifest(db, manifest))?.annotations ?? {},
    tags: await tagsOf(manifest.digest),
    parents: await Promise.all(parents.map(async (digest) => ({ digest, tags: await tagsOf(digest) }))),
    children: await listChildren(db, manifest.digest),
    config: await readImageConfig(db, manifest),
  }
}
