import { cpSync } from 'node:fs'
import { cachedCorpus } from './corpus/cached'
import type { CorpusShape } from './corpus/shape'
import { prepareIndex } from './index/prepare'
import type { IndexShape } from './index/rows'
import { type BenchAssay, newAssayHome, startBenchAssay } from './process/assay'
import { temporaryDirectory } from './process/leftovers'
import { type BenchRegistry, startBenchRegistry } from './process/registry'
import type { BenchRun } from './run'

export interface Pair {
  readonly assay: BenchAssay
  readonly registry: BenchRegistry
}

export interface PairShape {
  /** What the registry holds. */
  readonly corpus: CorpusShape
  /** What is in the index before the server starts; nothing when absent. */
  readonly index?: IndexShape
  /** Writes to a copy of the corpus before the registry starts, which then deletes too. */
  readonly change?: (corpusDirectory: string) => void
}

/** The name of the one registry every bench's Assay is connected to. */
export const REGISTRY = 'bench'

/** Does work with a fresh registry and an Assay connected to it, and stops both whatever happens. */
export async function withAssay<T>(
  run: BenchRun,
  shape: PairShape,
  work: (pair: Pair) => Promise<T>,
): Promise<T> {
  const home = newAssayHome(await run.newDatabase())
  const corpus = corpusOf(shape)
  const registry = await startBenchRegistry(corpus.path, { isDeleting: shape.change !== undefined })
  try {
    await prepareIndex(home, { name: REGISTRY, url: registry.url }, shape.index)
    const assay = await startBenchAssay(home)
    try {
      return await work({ assay, registry })
    } finally {
      await assay.stop()
    }
  } finally {
    await registry.stop()
    home.remove()
    corpus.remove()
  }
}

/** The corpus itself where it is only read, else a copy. */
function corpusOf({ corpus, change }: PairShape) {
  const { directory } = cachedCorpus(corpus)
  if (change === undefined) return { path: directory, remove: () => undefined }
  const copy = temporaryDirectory('assay-bench-corpus-')
  cpSync(directory, copy.path, { recursive: true })
  change(copy.path)
  return copy
}
