import { cachedCorpus } from './corpus/cached'
import { LARGE, QUICK } from './corpus/shape'
import { type Floor, startFloor } from './floor/floor'
import type { PassKind, WorkFigures } from './floor/process'
import type { BenchAssay } from './process/assay'
import {
  type BenchRegistry,
  figuresBetween,
  type RegistryFigures,
  startBenchRegistry,
} from './process/registry'
import { atMost, type Figure, told } from './report'
import type { BenchRun } from './run'
import { ratio } from './statistics'
import { type Pair, REGISTRY, withAssay } from './with-assay'

/** One side's work: how long it took, what it cost itself and what it asked of the registry. */
interface Side {
  readonly work: WorkFigures
  readonly registry: RegistryFigures
}

interface Sides {
  readonly cold: Side
  readonly warm: Side
}

interface FloorSides extends Sides {
  /** Warm by conditional GET, as Assay asks too. */
  readonly conditional: Side
}

const CONNECTIONS = 16
const CRAWL_MAX_MS = 15 * 60_000
const MEMORY_MAX_MB = 400

/** Indexing a whole registry, and looking at it again unchanged, against the barest client on the same registry. */
export async function benchColdIndex(run: BenchRun): Promise<readonly Figure[]> {
  const shape = run.isQuick ? QUICK : LARGE
  const corpus = cachedCorpus(shape)
  run.say(`registry of ${corpus.repositories} repositories and ${corpus.tags} tags`)
  const floor = await withFloorRegistry(corpus.directory)
  run.say(`floor ${seconds(floor.cold.work.wallMs)}, again ${seconds(floor.warm.work.wallMs)}`)
  const { sides, peakBytes } = await withAssay(run, { corpus: shape }, measureAssay)
  run.say(`Assay ${seconds(sides.cold.work.wallMs)}, again ${seconds(sides.warm.work.wallMs)}`)
  return [...compare(floor, sides), memoryFigure(peakBytes)]
}

async function withFloorRegistry(directory: string): Promise<FloorSides> {
  const registry = await startBenchRegistry(directory)
  try {
    return await measureFloor(registry)
  } finally {
    await registry.stop()
  }
}

async function measureFloor(registry: BenchRegistry): Promise<FloorSides> {
  const floor: Floor = startFloor()
  const ask = (kind: PassKind) =>
    side(registry, () => floor.measure({ kind, url: registry.url, connections: CONNECTIONS }))
  try {
    return { cold: await ask('cold'), warm: await ask('warm'), conditional: await ask('conditional') }
  } finally {
    await floor.stop()
  }
}

async function measureAssay({ assay, registry }: Pair) {
  const cold = await side(registry, () => crawl(assay))
  const { peakBytes } = assay.memory()
  // What the cold one leaves to be added up is not the warm one's work.
  await assay.api.untilIdle(CRAWL_MAX_MS)
  const warm = await side(registry, () => crawl(assay))
  return { sides: { cold, warm }, peakBytes }
}

async function crawl(assay: BenchAssay): Promise<WorkFigures> {
  const before = assay.processorSeconds()
  const { wallMs } = await assay.api.crawl(REGISTRY, CRAWL_MAX_MS)
  return { wallMs, processorSeconds: assay.processorSeconds() - before }
}

async function side(registry: BenchRegistry, perform: () => Promise<WorkFigures>): Promise<Side> {
  const before = await registry.figures()
  const work = await perform()
  return { work, registry: figuresBetween(before, await registry.figures()) }
}

function compare(floor: FloorSides, assay: Sides): Figure[] {
  const { wallMs } = floor.conditional.work
  const conditional = ratio(assay.warm.work.wallMs, wallMs)
  const detail = `${seconds(assay.warm.work.wallMs)} / ${seconds(wallMs)}`
  return [
    ...comparePass('cold-index', { floor: floor.cold, assay: assay.cold, max: 1.3 }),
    ...comparePass('warm-index', { floor: floor.warm, assay: assay.warm, max: 1.2 }),
    told({
      bench: 'warm-index',
      what: 'wall time against conditional GETs',
      value: conditional,
      measured: times({ value: conditional, detail }),
    }),
    atMost({
      bench: 'warm-index',
      what: 'manifests and configs fetched again',
      value: assay.warm.registry.manifestBodies + assay.warm.registry.blobBodies,
      max: 0,
      unit: '',
    }),
  ]
}

interface Pass {
  readonly floor: Side
  readonly assay: Side
  readonly max: number
}

function comparePass(bench: string, { floor, assay, max }: Pass): Figure[] {
  const both = (of: (side: Side) => number, show: (value: number) => string) => ({
    value: ratio(of(assay), of(floor)),
    detail: `${show(of(assay))} / ${show(of(floor))}`,
  })
  const wall = both(({ work }) => work.wallMs, seconds)
  const requests = both(({ registry }) => registry.requests, String)
  const cost = both(
    ({ registry }) => registry.processorSeconds,
    (value) => `${value.toFixed(1)} s`,
  )
  const sum = both(
    ({ registry, work }) => registry.processorSeconds + work.processorSeconds,
    (value) => `${value.toFixed(1)} s`,
  )
  const own = both(
    ({ work }) => work.processorSeconds,
    (value) => `${value.toFixed(1)} s`,
  )
  return [
    atMost({ bench, what: 'wall time against the floor', ...wall, max, unit: ' ×', digits: 2 }),
    atMost({ bench, what: 'requests against the floor', ...requests, max: 1, unit: ' ×', digits: 3 }),
    told({ bench, what: 'processor time, registry and client', value: sum.value, measured: times(sum) }),
    told({ bench, what: 'registry processor time', value: cost.value, measured: times(cost) }),
    told({ bench, what: 'own processor time', value: own.value, measured: times(own) }),
  ]
}

function memoryFigure(peakBytes: number): Figure {
  return atMost({
    bench: 'memory',
    what: 'server, most during the cold index',
    value: peakBytes / 1e6,
    max: MEMORY_MAX_MB,
    unit: ' MB',
  })
}

function times({ value, detail }: { readonly value: number; readonly detail: string }): string {
  return `${value.toFixed(2)} × (${detail})`
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
