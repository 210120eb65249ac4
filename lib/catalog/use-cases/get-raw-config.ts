import 'server-only'
import type { Context } from '@/lib/access/context'
import { NotFoundError } from '@/lib/core/errors'
import type { ManifestTarget } from '../manifest-target'
import { openManifest } from '../open-manifest'
import { findContent } from '../store/manifests'
import type { RawContent } from './get-raw-manifest'

/** The exact text of the config a manifest names. @throws NotFoundError, also when it names none or none is kept; AppError when it is fetched and the registry fails */
export async function getRawConfig(ctx: Context, target: ManifestTarget): Promise<RawContent> {
  const { manifest } = await openManifest(ctx, target)
  if (manifest.config_digest === null) throw new NotFoundError()
  const content = await findContent(ctx.db.query, manifest.config_digest)
  if (content === undefined) throw new NotFoundError()

  return { mediaType: content.media_type, body: content.body }
}
