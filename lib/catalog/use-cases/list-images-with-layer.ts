import 'server-only'
import type { Context } from '@/lib/access/context'
import { visibilityOf } from '@/lib/access/rules/visibility'
import { authorizeRegistry } from '../authorize-place'
import { countImagesOfLayer, type ImageOfLayer, listImagesOfLayer } from '../store/layers'
import { readTagNames } from '../store/tag-names'

const IMAGES_MAX = 100
const TAGS_MAX = 20

export interface SharedLayer {
  readonly items: readonly (ImageOfLayer & { readonly tags: readonly string[] })[]
  /** How many there are that the actor may see. */
  readonly total: number
}

/** Which images hold a layer, at most a hundred: the registry's own first, then the newest. An unknown layer is in none. */
export async function listImagesWithLayer(
  ctx: Context,
  input: { readonly registry: string; readonly digest: string },
): Promise<SharedLayer> {
  const db = ctx.db.query
  const registry = await authorizeRegistry(ctx, 'registry:read', input.registry)
  const scope = { registryId: registry.id, visibility: visibilityOf(ctx.actor) }
  const images = await listImagesOfLayer(db, scope, { layer: input.digest, limit: IMAGES_MAX })
  const tagsOf = await readTagNames(ctx.db, images, TAGS_MAX)
  const items = images.map((image) => ({ ...image, tags: tagsOf(image) }))
  return { items, total: await countImagesOfLayer(db, scope.visibility, input.digest) }
}
