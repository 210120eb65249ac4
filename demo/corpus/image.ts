import { type Content, jsonContent, type Manifest } from './content'
import type { Layer } from './layer'
import {
  DOCKER_CONFIG,
  DOCKER_LAYER,
  DOCKER_MANIFEST,
  OCI_CONFIG,
  OCI_LAYER,
  OCI_MANIFEST,
} from './media-types'
import { mergeSettings, type Settings } from './settings'

export interface Platform {
  readonly os: string
  readonly architecture: string
  readonly variant?: string
}

/** One instruction of a Dockerfile as a builder wrote it down; without a layer it is an empty step. */
export interface Step {
  readonly command: string
  readonly comment?: string
  readonly layer?: Layer
  readonly settings?: Settings
}

export interface HistoryEntry {
  readonly created?: string
  readonly created_by: string
  readonly comment?: string
  readonly empty_layer?: true
}

export interface ImageRecipe {
  readonly from: Image | null
  readonly steps: readonly Step[]
  readonly platform: Platform
  /** Null leaves `created` out, as some builders do. */
  readonly createdAt: Date | null
  readonly format: 'oci' | 'docker'
  /** What of the history is written: all of it, nothing, or one entry too few. */
  readonly history?: 'full' | 'missing' | 'short'
  readonly annotations?: Readonly<Record<string, string>>
}

export interface Image extends Manifest {
  readonly config: Content
  readonly layers: readonly Layer[]
  readonly history: readonly HistoryEntry[]
  readonly settings: Settings
  readonly platform: Platform
  readonly createdAt: Date | null
}

const STEP_MS = 1700

export function buildImage(recipe: ImageRecipe): Image {
  const layers = [...(recipe.from?.layers ?? []), ...recipe.steps.flatMap((step) => step.layer ?? [])]
  const history = [...(recipe.from?.history ?? []), ...historyOf(recipe)]
  const settings = recipe.steps.reduce(
    (merged, step) => mergeSettings(merged, step.settings ?? {}),
    recipe.from?.settings ?? {},
  )
  const config = jsonContent(configOf({ recipe, layers, history, settings }))
  const manifest = manifestOf(recipe, config, layers)

  return {
    ...jsonContent(manifest),
    mediaType: manifest.mediaType,
    contents: [config, ...layers],
    children: [],
    config,
    layers,
    history,
    settings,
    platform: recipe.platform,
    createdAt: recipe.createdAt,
  }
}

function historyOf(recipe: ImageRecipe): HistoryEntry[] {
  const { createdAt, steps } = recipe
  return steps.map((step, index) => ({
    ...(createdAt && {
      created: new Date(createdAt.getTime() - (steps.length - 1 - index) * STEP_MS).toISOString(),
    }),
    created_by: step.command,
    ...(step.comment !== undefined && { comment: step.comment }),
    ...(step.layer === undefined && { empty_layer: true as const }),
  }))
}

interface ConfigParts {
  readonly recipe: ImageRecipe
  readonly layers: readonly Layer[]
  readonly history: readonly HistoryEntry[]
  readonly settings: Settings
}

function configOf({ recipe, layers, history, settings }: ConfigParts) {
  const written = recipe.history === 'short' ? history.slice(1) : history
  return {
    ...(recipe.createdAt && { created: recipe.createdAt.toISOString() }),
    ...recipe.platform,
    config: settings,
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => layer.diffId) },
    ...(recipe.history !== 'missing' && { history: written }),
  }
}

function manifestOf(recipe: ImageRecipe, config: Content, layers: readonly Layer[]) {
  const isOci = recipe.format === 'oci'
  return {
    schemaVersion: 2,
    mediaType: isOci ? OCI_MANIFEST : DOCKER_MANIFEST,
    config: { mediaType: isOci ? OCI_CONFIG : DOCKER_CONFIG, digest: config.digest, size: config.size },
    layers: layers.map(({ digest, size }) => ({ mediaType: isOci ? OCI_LAYER : DOCKER_LAYER, digest, size })),
    ...(isOci && recipe.annotations && { annotations: recipe.annotations }),
  }
}
