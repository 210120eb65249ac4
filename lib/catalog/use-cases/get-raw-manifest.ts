import 'server-only'
import type { Context } from '@/lib/access/context'
import { NotFoundError } from '@/lib/core/errors'
import type { ManifestTarget } from '../manifest-target'
import { openManifest } from '../open-manifest'
import { findContent } from '../store/manifests'

export interface RawContent {
  readonly mediaType: string
  readonly body: string
}

/** The exact text of a manifest. @throws NotFoundError; AppError when it is fetched and the registry fails */
export async function getRawManifest(ctx: Context, target: ManifestTarget): Promise<RawContent> {
  const { manifest } = await openManifest(ctx, target)
  const content = await findContent(ctx.db.query, manifest.digest)
  if (content === undefined) throw new NotFoundError()

  return { mediaType: content.media_type, body: content.body }
}
