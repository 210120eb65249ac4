import { SMALL } from './corpus/shape'
import { startFloor } from './floor/floor'
import type { BenchAssay } from './process/assay'
import { type PageLoad, startBenchBrowser } from './process/browser'
import { type BenchRegistry, figuresBetween } from './process/registry'
import { atMost, type Figure, told } from './report'
import type { BenchRun } from './run'
import { median } from './statistics'
import { timeEach } from './timing'
import { REGISTRY, withAssay } from './with-assay'

const CRAWL_MAX_MS = 5 * 60_000
const SCRIPTS_MAX_KB = 200
const TAGS_SHOWN = 100
/** A twelfth of the time of Joxit's requests. */
const JOXIT_SHARE_MAX = 1 / 12
const REPOSITORY = 'team-a/app'
const SLUG = 'team-a~app'

/** A repository of 1,000 tags, indexed from a real registry, as a browser and as Joxit's requests see it. */
export async function benchBrowse(run: BenchRun): Promise<readonly Figure[]> {
  return withAssay(run, { corpus: SMALL }, async ({ assay, registry }) => {
    const { wallMs } = await assay.api.crawl(REGISTRY, CRAWL_MAX_MS)
    run.say(`1,000 tags indexed in ${(wallMs / 1000).toFixed(1)} s`)
    const joxit = await compareWithJoxit(assay, registry, run.isQuick ? 1 : 5)
    const before = await registry.figures()
    const loads = await openPage(assay, run.isQuick ? 1 : 5)
    const { requests } = figuresBetween(before, await registry.figures())
    return [...joxit, ...pageFigures(loads, requests)]
  })
}

/** The first page of tags by Joxit's requests, from memory of nothing, beside the same rows from the index. */
async function compareWithJoxit(
  assay: BenchAssay,
  registry: BenchRegistry,
  rounds: number,
): Promise<Figure[]> {
  const floor = startFloor()
  try {
    const before = await registry.figures()
    const joxitMs: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const asked = {
        kind: 'joxit-page',
        url: registry.url,
        repository: REPOSITORY,
        tags: TAGS_SHOWN,
      } as const
      joxitMs.push((await floor.measure(asked)).wallMs)
    }
    const between = await registry.figures()
    const question = `/registries/${REGISTRY}/repositories/${SLUG}/tags?limit=${TAGS_SHOWN}&sort=-created`
    await timeEach(assay.api, [question], 3)
    const answers = await timeEach(assay.api, [question], rounds * 4)
    const after = await registry.figures()
    return joxitFigures({
      joxitMs: median(joxitMs),
      assayMs: median(answers.flatMap(({ samplesMs }) => samplesMs)),
      joxitRequests: figuresBetween(before, between).requests / rounds,
      assayRequests: figuresBetween(between, after).requests,
    })
  } finally {
    await floor.stop()
  }
}

interface JoxitComparison {
  readonly joxitMs: number
  readonly assayMs: number
  readonly joxitRequests: number
  readonly assayRequests: number
}

function joxitFigures({ joxitMs, assayMs, joxitRequests, assayRequests }: JoxitComparison): Figure[] {
  const bench = 'vs-joxit'
  return [
    atMost({
      bench,
      what: `registry requests for ${TAGS_SHOWN} tags`,
      value: assayRequests,
      max: 0,
      unit: '',
      detail: `Joxit's pattern ${joxitRequests.toFixed(0)}`,
    }),
    atMost({
      bench,
      what: `time to the data of ${TAGS_SHOWN} tags`,
      value: assayMs / joxitMs,
      max: Number(JOXIT_SHARE_MAX.toFixed(3)),
      unit: ' ×',
      digits: 3,
      detail: `${assayMs.toFixed(1)} ms / ${joxitMs.toFixed(0)} ms`,
    }),
  ]
}

async function openPage(assay: BenchAssay, rounds: number): Promise<readonly PageLoad[]> {
  const browser = await startBenchBrowser(assay)
  try {
    const loads: PageLoad[] = []
    for (let round = 0; round < rounds; round += 1) {
      loads.push(await browser.load(`/registries/${REGISTRY}/repositories/${SLUG}`, 'latest'))
    }
    return loads
  } finally {
    await browser.close()
  }
}

function pageFigures(loads: readonly PageLoad[], registryRequests: number): Figure[] {
  const most = Math.max(...loads.map(({ apiRequests }) => apiRequests.length))
  const asked = [...new Set(loads.flatMap(({ apiRequests }) => apiRequests))].join(', ')
  const scripts = median(loads.map(({ scriptBytes }) => scriptBytes)) / 1000
  const count = loads[0]?.scripts ?? 0
  const shownMs = median(loads.map((load) => load.shownMs))
  const view = { bench: 'page-view', unit: '' }
  return [
    atMost({
      ...view,
      what: 'API requests of a page of 1,000 tags',
      value: most,
      max: 1,
      ...(asked && { detail: asked }),
    }),
    atMost({ ...view, what: 'registry requests meanwhile', value: registryRequests, max: 0 }),
    told({
      bench: 'page-view',
      what: 'navigation to rows shown, nothing cached',
      value: shownMs,
      measured: `${shownMs.toFixed(0)} ms, median of ${loads.length}`,
    }),
    atMost({
      bench: 'first-load',
      what: 'scripts of the tag page, compressed',
      value: scripts,
      max: SCRIPTS_MAX_KB,
      unit: ' kB',
      digits: 1,
      detail: `${count} files`,
    }),
  ]
}
