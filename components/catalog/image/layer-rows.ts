interface SizedLayer {
  readonly digest: string
  readonly size: number
}

interface HistoryStep<L extends SizedLayer> {
  readonly step: number
  readonly layer: L | null
}

export interface Weight {
  /** Compressed bytes of this layer and of all below it; a layer that repeats counts once. */
  readonly cumulative: number
  /** Share of the largest layer, 0..1, for the bar. */
  readonly share: number
  /** Share of all layers, 0..1. */
  readonly part: number
}

/** How much each layer weighs, from the base up. Nothing divides by zero: an image of empty layers has bars of 0. */
export function weighLayers(layers: readonly SizedLayer[]): Weight[] {
  const largest = layers.reduce((max, layer) => Math.max(max, layer.size), 0)
  const total = distinctBytes(layers)
  const seen = new Set<string>()
  let cumulative = 0
  return layers.map(({ digest, size }) => {
    if (!seen.has(digest)) cumulative += size
    seen.add(digest)
    return { cumulative, share: ratio(size, largest), part: ratio(size, total) }
  })
}

/** Compressed bytes of the distinct layers. */
export function distinctBytes(layers: readonly SizedLayer[]): number {
  return [...new Map(layers.map((layer) => [layer.digest, layer.size])).values()].reduce((a, b) => a + b, 0)
}

/** Each step with the weight of its layer; null where the step made none. */
export function weighSteps<L extends SizedLayer, S extends HistoryStep<L>>(steps: readonly S[]) {
  const weights = weighLayers(steps.flatMap((step) => (step.layer ? [step.layer] : [])))
  let next = 0
  return steps.map((step) => ({ step, weight: step.layer ? (weights[next++] ?? null) : null }))
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0
}
