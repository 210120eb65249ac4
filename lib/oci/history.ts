import type { HistoryEntry } from './config'
import { describeStep } from './step'

/**
 * How history pairs with layers: `exact` one to one, `unknown` when the counts disagree (show both lists),
 * `none` without history.
 */
export type HistoryMapping = 'exact' | 'unknown' | 'none'

export interface HistoryStep {
  readonly entry: HistoryEntry
  /** Position among the layers; null on an empty step and where the mapping is unknown. */
  readonly layer: number | null
  /**
   * Steps before this one that say they are empty although their instruction writes files: buildah without
   * `--layers` puts their files into this step's layer, so its bytes are theirs too.
   */
  readonly includes: readonly number[]
}

export interface MappedHistory {
  readonly mapping: HistoryMapping
  readonly steps: readonly HistoryStep[]
}

const WRITING: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD'])

/** Pairs each step of a build with the layer it made. */
export function mapHistory(history: readonly HistoryEntry[] | null, layerCount: number): MappedHistory {
  if (history === null || history.length === 0) return { mapping: 'none', steps: [] }

  const filled = history.filter((entry) => !entry.isEmpty).length
  if (filled !== layerCount) {
    return { mapping: 'unknown', steps: history.map((entry) => ({ entry, layer: null, includes: [] })) }
  }
  return { mapping: 'exact', steps: pair(history) }
}

function pair(history: readonly HistoryEntry[]): readonly HistoryStep[] {
  let layer = -1
  let pending: number[] = []
  return history.map((entry, position) => {
    if (entry.isEmpty) {
      if (isWriting(entry)) pending.push(position)
      return { entry, layer: null, includes: [] }
    }
    layer += 1
    const includes = isWriting(entry) ? [] : pending
    pending = []
    return { entry, layer, includes }
  })
}

function isWriting(entry: HistoryEntry): boolean {
  const { instruction } = describeStep(entry.createdBy)
  return instruction !== null && WRITING.has(instruction)
}
