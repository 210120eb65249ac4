import 'server-only'
import type { HistoryLayer, LayerHistory } from '@/lib/catalog/rules/layer-history'
import { splitPlatforms } from '@/lib/catalog/rules/platforms'
import type { ChildRow } from '@/lib/catalog/store/manifests'
import type { ManifestDetail } from '@/lib/catalog/use-cases/get-manifest'
import type { SharedLayer } from '@/lib/catalog/use-cases/list-images-with-layer'
import type { ReferrerList } from '@/lib/catalog/use-cases/list-referrers'
import type { Marks } from '@/lib/golden/use-cases/find-marks'
import type { ImageConfig } from '@/lib/oci/config'
import { marksOf } from './golden-marks'
import { presentProblem } from './problem'

export function presentManifest(detail: ManifestDetail, marks: Marks) {
  const { manifest } = detail
  return {
    registry: detail.registry,
    repository: detail.repository,
    digest: manifest.digest,
    mediaType: manifest.media_type,
    kind: manifest.kind,
    artifactType: manifest.artifact_type,
    size: manifest.size,
    totalBytes: manifest.total_size,
    ...detail.storage,
    createdAt: manifest.created_at,
    platforms: [...splitPlatforms(manifest.platforms)],
    layerCount: manifest.layer_count,
    chainId: manifest.chain_id,
    subject: manifest.subject_digest,
    annotations: { ...detail.annotations },
    tags: [...detail.tags],
    parents: detail.parents.map(({ digest, tags }) => ({ digest, tags: [...tags] })),
    entries: detail.children.map(presentEntry),
    configDigest: manifest.config_digest,
    config: detail.config === null ? null : presentConfig(detail.config),
    indexedAt: manifest.indexed_at,
    pulls: detail.pulls,
    golden: marksOf(marks, manifest.digest),
  }
}

function presentEntry(child: ChildRow) {
  return {
    digest: child.child_digest,
    mediaType: child.media_type,
    artifactType: child.artifact_type,
    kind: child.kind,
    size: child.size,
    totalBytes: child.total_size,
    platform: child.platform,
    attests: child.attests_digest,
    isKnown: child.kind !== null,
  }
}

function presentConfig(config: ImageConfig) {
  return {
    os: config.os,
    architecture: config.architecture,
    variant: config.variant,
    author: config.author,
    user: config.user,
    workingDir: config.workingDir,
    entrypoint: [...config.entrypoint],
    cmd: [...config.cmd],
    env: config.env.map(({ name, value }) => ({ name, value })),
    labels: { ...config.labels },
    exposedPorts: [...config.exposedPorts],
    volumes: [...config.volumes],
    stopSignal: config.stopSignal,
    healthcheck: [...config.healthcheck],
  }
}

export function presentLayerHistory(history: LayerHistory) {
  return {
    mapping: history.mapping,
    steps: history.steps.map(({ layer, ...step }) => ({
      ...step,
      layer: layer === null ? null : presentLayer(layer),
    })),
    layers: history.layers.map(presentLayer),
    totalBytes: history.totalBytes,
  }
}

function presentLayer(layer: HistoryLayer) {
  return {
    digest: layer.layer_digest,
    mediaType: layer.media_type,
    size: layer.size,
    diffId: layer.diff_id,
    chainId: layer.chain_id,
    sharedWith: { ...layer.sharedWith },
  }
}

export function presentSharedLayer(shared: SharedLayer) {
  const items = shared.items.map(({ registry, repository, digest, tags, createdAt }) => ({
    registry,
    repository,
    digest,
    tags: [...tags],
    createdAt,
  }))
  return { items, total: shared.total }
}

export function presentReferrers(list: ReferrerList) {
  const items = list.items.map(({ digest, mediaType, artifactType, size, annotations }) => ({
    digest,
    mediaType,
    artifactType,
    size,
    annotations: { ...annotations },
  }))
  return { source: list.source, problem: presentProblem(list.problemCode), items }
}
