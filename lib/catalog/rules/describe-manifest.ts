import type { ImageConfig } from '@/lib/oci/config'
import type { ImageManifest, IndexManifest, ParsedManifest } from '@/lib/oci/manifest'
import { searchableLabels } from './labels'
import { distinctBytes } from './layer-history'
import type { NewManifest } from './new-manifest'

export interface ManifestFacts {
  readonly digest: string
  readonly body: string
  /** Bytes of the manifest itself. */
  readonly size: number
  readonly manifest: ParsedManifest
  /** The config as read and as it came; null where there is none, or none that can be read. */
  readonly config: { readonly parsed: ImageConfig | null; readonly body: string } | null
  /** Of each layer from the base up; null when diffIDs are unknown or do not pair with the layers. */
  readonly chainIds: readonly string[] | null
  readonly indexedAt: number
}

/** What a manifest adds to the index. What it does not say is recorded as unknown, never guessed. */
export function describeManifest(facts: ManifestFacts): NewManifest {
  const { manifest, digest } = facts
  const common = {
    digest,
    media_type: manifest.mediaType,
    kind: manifest.kind,
    artifact_type: manifest.artifactType,
    size: facts.size,
    subject_digest: manifest.subject,
    indexed_at: facts.indexedAt,
  }
  const content = { digest, media_type: manifest.mediaType, body: facts.body }
  if (manifest.form === 'image') return describeImage({ facts, manifest, common, content })
  if (manifest.form === 'index') {
    const row = { ...common, ...NOTHING_KNOWN }
    return { digest, row, contents: [content], children: childRows(digest, manifest), layers: [], labels: [] }
  }
  return {
    digest,
    row: { ...common, ...NOTHING_KNOWN },
    contents: [content],
    children: [],
    layers: [],
    labels: [],
  }
}

const NOTHING_KNOWN = {
  config_digest: null,
  config_size: null,
  total_size: null,
  created_at: null,
  platforms: '',
  platform_count: 0,
  layer_count: 0,
  chain_id: null,
}

interface ImageParts {
  readonly facts: ManifestFacts
  readonly manifest: ImageManifest
  readonly common: Omit<NewManifest['row'], keyof typeof NOTHING_KNOWN>
  readonly content: NewManifest['contents'][number]
}

function describeImage({ facts, manifest, common, content }: ImageParts): NewManifest {
  const { config, chainIds } = facts
  const layers = layerRows(facts, manifest)
  const platform = manifest.kind === 'image' ? (config?.parsed?.platform ?? null) : null
  const configContent = {
    digest: manifest.config.digest,
    media_type: manifest.config.mediaType,
    body: config?.body ?? '',
  }
  return {
    digest: facts.digest,
    row: {
      ...common,
      artifact_type: manifest.artifactType ?? artifactTypeOf(manifest),
      config_digest: manifest.config.digest,
      config_size: manifest.config.size,
      total_size: facts.size + manifest.config.size + distinctBytes(layers),
      created_at: config?.parsed?.createdAt ?? null,
      platforms: platform ?? '',
      platform_count: platform === null ? 0 : 1,
      layer_count: layers.length,
      chain_id: chainIds?.at(-1) ?? null,
    },
    contents: config === null ? [content] : [content, configContent],
    children: [],
    layers,
    labels: searchableLabels(config?.parsed?.labels ?? {}),
  }
}

/** An artifact without a type of its own is named by its config's (OCI image-spec, manifest.md). */
function artifactTypeOf(manifest: ImageManifest): string | null {
  return manifest.kind === 'image' ? null : manifest.config.mediaType
}

function layerRows({ digest, config, chainIds }: ManifestFacts, manifest: ImageManifest) {
  const diffIds = chainIds === null ? null : (config?.parsed?.diffIds ?? null)
  return manifest.layers.map((layer, position) => ({
    manifest_digest: digest,
    position,
    layer_digest: layer.digest,
    media_type: layer.mediaType,
    size: layer.size,
    diff_id: diffIds?.[position] ?? null,
    chain_id: chainIds?.[position] ?? null,
  }))
}

function childRows(digest: string, manifest: IndexManifest) {
  return manifest.children.map((child, position) => ({
    parent_digest: digest,
    position,
    child_digest: child.digest,
    media_type: child.mediaType,
    artifact_type: child.artifactType,
    size: child.size,
    platform: child.platform,
    attests_digest: child.attests,
  }))
}
