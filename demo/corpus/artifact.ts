import { type Content, contentOf, jsonContent, type Manifest } from './content'
import { type Descriptor, describeManifest } from './descriptor'
import type { Layer } from './layer'
import { HELM_CHART, HELM_CONFIG, OCI_EMPTY, OCI_MANIFEST } from './media-types'

const EMPTY = contentOf(Buffer.from('{}'))

export interface ArtifactRecipe {
  readonly artifactType: string
  readonly layers: readonly Descriptor[]
  readonly contents: readonly Content[]
  readonly subject?: Manifest
  readonly annotations?: Readonly<Record<string, string>>
}

/** An OCI artifact with the empty config, about `subject` if one is given. */
export function buildArtifact(recipe: ArtifactRecipe): Manifest {
  return {
    ...jsonContent({
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      artifactType: recipe.artifactType,
      config: { mediaType: OCI_EMPTY, digest: EMPTY.digest, size: EMPTY.size },
      layers: recipe.layers,
      ...(recipe.subject && { subject: describeManifest(recipe.subject) }),
      ...(recipe.annotations && { annotations: recipe.annotations }),
    }),
    mediaType: OCI_MANIFEST,
    contents: [EMPTY, ...recipe.contents],
    children: [],
  }
}

export interface ChartRecipe {
  readonly name: string
  readonly version: string
  readonly archive: Layer
  readonly annotations: Readonly<Record<string, string>>
}

/** A Helm chart: a manifest whose config is not an image config. */
export function buildChart(recipe: ChartRecipe): Manifest {
  const { archive, name, version } = recipe
  const config = jsonContent({ name, version, apiVersion: 'v2', type: 'application', appVersion: version })
  return {
    ...jsonContent({
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      config: { mediaType: HELM_CONFIG, digest: config.digest, size: config.size },
      layers: [{ mediaType: HELM_CHART, digest: archive.digest, size: archive.size }],
      annotations: recipe.annotations,
    }),
    mediaType: OCI_MANIFEST,
    contents: [config, archive],
    children: [],
  }
}
