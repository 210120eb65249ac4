import 'server-only'
import type { Context } from '@/lib/access/context'
import { visibilityOf } from '@/lib/access/rules/visibility'
import type { ManifestTarget } from '../manifest-target'
import { openManifest } from '../open-manifest'
import { readImageConfig } from '../read-content'
import { type LayerHistory, layerHistory } from '../rules/layer-history'
import { countShared } from '../store/layers'
import { listLayers } from '../store/manifests'

/** How an image was built, step by step, with the layer each step made. @throws NotFoundError; AppError when it is fetched and the registry fails */
export async function getLayerHistory(ctx: Context, target: ManifestTarget): Promise<LayerHistory> {
  const db = ctx.db.query
  const { registry, repository, manifest } = await openManifest(ctx, target)
  const layers = await listLayers(db, manifest.digest)
  const config = await readImageConfig(db, manifest)
  const scope = {
    registryId: registry.id,
    repositoryId: repository.id,
    manifestDigest: manifest.digest,
    visibility: visibilityOf(ctx.actor),
  }
  const digests = layers.map((layer) => layer.layer_digest)

  return layerHistory({
    layers,
    history: config?.history ?? null,
    shared: await countShared(db, scope, digests),
  })
}
