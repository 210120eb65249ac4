import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { countImagesOfLayer, type ImageOfLayer, listImagesOfLayer } from '../store/layers'
import { getRegistryByName } from '../store/places'
import { listTagNames } from '../store/tags'

const IMAGES_MAX = 100
const TAGS_MAX = 20

export interface SharedLayer {
  readonly items: readonly (ImageOfLayer & { readonly tags: readonly string[] })[]
  readonly total: number
}

/** Which images of a registry hold a layer, the newest hundred of them. An unknown layer is in none. */
export async function listImagesWithLayer(
  ctx: Context,
  input: { readonly registry: string; readonly digest: string },
): Promise<SharedLayer> {
  await authorize(ctx, 'manifest:read')

  const db = ctx.db.query
  const registry = await getRegistryByName(db, input.registry)
  const images = await listImagesOfLayer(db, registry.id, { layer: input.digest, limit: IMAGES_MAX })
  const items = await Promise.all(
    images.map(async (image) => ({
      ...image,
      tags: await listTagNames(db, image.repositoryId, { digest: image.digest, limit: TAGS_MAX }),
    })),
  )

  return { items, total: await countImagesOfLayer(db, registry.id, input.digest) }
}
