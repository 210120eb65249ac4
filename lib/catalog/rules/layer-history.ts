import type { HistoryEntry } from '@/lib/oci/config'
import { type HistoryMapping, mapHistory } from '@/lib/oci/history'
import { describeStep } from '@/lib/oci/step'

export interface LayerFacts {
  readonly layer_digest: string
  readonly media_type: string
  readonly size: number
  readonly diff_id: string | null
  readonly chain_id: string | null
}

export interface SharedFacts {
  readonly images: number
  readonly repositories: number
  /** Other registries that hold it. */
  readonly registries: number
  /** Whether counting stopped early. */
  readonly isAtLeast: boolean
}

export interface HistoryFacts {
  readonly layers: readonly LayerFacts[]
  readonly history: readonly HistoryEntry[] | null
  readonly shared: ReadonlyMap<string, SharedFacts>
}

export interface HistoryLayer extends LayerFacts {
  readonly sharedWith: SharedFacts
}

export interface BuildStep {
  readonly step: number
  readonly createdAt: number | null
  readonly instruction: string | null
  readonly command: string
  readonly comment: string | null
  readonly isEmpty: boolean
  readonly layer: HistoryLayer | null
}

export interface LayerHistory {
  readonly mapping: HistoryMapping
  readonly steps: readonly BuildStep[]
  readonly layers: readonly HistoryLayer[]
  /** Bytes of the distinct layers. */
  readonly totalBytes: number
}

const UNSHARED: SharedFacts = {
  images: 0,
  repositories: 0,
  registries: 0,
  isAtLeast: false,
}

/** Puts the steps of a build beside the layers they made; steps count from 1. */
export function layerHistory(facts: HistoryFacts): LayerHistory {
  const layers = facts.layers.map((layer) => ({
    ...layer,
    sharedWith: facts.shared.get(layer.layer_digest) ?? UNSHARED,
  }))
  const { mapping, steps } = mapHistory(facts.history, layers.length)
  return {
    mapping,
    steps: steps.map(({ entry, layer }, index) => ({
      step: index + 1,
      createdAt: entry.createdAt,
      ...describeStep(entry.createdBy),
      comment: entry.comment,
      isEmpty: entry.isEmpty,
      layer: layer === null ? null : (layers[layer] ?? null),
    })),
    layers,
    totalBytes: distinctBytes(facts.layers),
  }
}

/** The same layer twice in one image is stored, and pulled, once. */
export function distinctBytes(layers: readonly Pick<LayerFacts, 'layer_digest' | 'size'>[]): number {
  const sizes = new Map(layers.map((layer) => [layer.layer_digest, layer.size]))
  return [...sizes.values()].reduce((sum, size) => sum + size, 0)
}
