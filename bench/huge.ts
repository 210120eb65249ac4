import { SMALL } from './corpus/shape'
import { baseLayerOf } from './index/contents'
import { HUGE, type IndexShape, indexedRepositories, QUICK_HUGE } from './index/rows'
import { figuresBetween } from './process/registry'
import { measureReads } from './reads'
import { atMost, type Figure, told } from './report'
import type { BenchRun } from './run'
import { timeEach } from './timing'
import { REGISTRY, withAssay } from './with-assay'

const MEMORY_MAX_MB = 400
const LIST_P95_MAX_MS = 150
const SEARCH_P95_MAX_MS = 50
const REPOSITORIES_READ = 40
/** Eighteen questions as often stay below the 300 searches a minute that one caller may ask for. */
const SEARCH_ROUNDS_MAX = 15

/** 10,000 repositories and 500,000 tags in the index: every list, search, and the memory they leave behind. */
export async function benchHuge(run: BenchRun): Promise<readonly Figure[]> {
  const index = run.isQuick ? QUICK_HUGE : HUGE
  return withAssay(run, { corpus: SMALL, index }, async ({ assay, registry }) => {
    run.say(`index of ${index.repositories} repositories, ${index.repositories * index.tagsEach} tags`)
    const idle = assay.memory()
    const before = await registry.figures()
    const rounds = run.isQuick ? 3 : 20
    const { api } = assay
    const list = { bench: 'lists', max: LIST_P95_MAX_MS }
    const search = {
      bench: 'search',
      what: `${index.repositories * index.tagsEach} tags`,
      max: SEARCH_P95_MAX_MS,
    }
    const reads = [
      await measureReads(assay, { ...list, what: 'repositories and namespaces' }, () =>
        timeEach(api, listQuestions(), rounds),
      ),
      await measureReads(assay, { ...list, what: 'tags of many repositories' }, () =>
        timeEach(api, tagQuestions(index), Math.ceil(rounds / 4)),
      ),
      await measureReads(assay, search, () =>
        timeEach(api, searchQuestions(index), Math.min(rounds, SEARCH_ROUNDS_MAX)),
      ),
    ]
    const { requests } = figuresBetween(before, await registry.figures())
    const meanwhile = { bench: 'lists', what: 'registry requests meanwhile' }
    return [
      ...reads,
      atMost({ ...meanwhile, value: requests, max: 0, unit: '' }),
      ...memoryFigures(idle.nowBytes, assay.memory().peakBytes),
    ]
  })
}

function memoryFigures(idleBytes: number, peakBytes: number): Figure[] {
  const idle = idleBytes / 1e6
  return [
    told({
      bench: 'memory',
      what: 'server before the first request',
      value: idle,
      measured: `${idle.toFixed(0)} MB`,
    }),
    atMost({
      bench: 'memory',
      what: 'server, most while serving lists and search',
      value: peakBytes / 1e6,
      max: MEMORY_MAX_MB,
      unit: ' MB',
    }),
  ]
}

function listQuestions(): string[] {
  const repositories = `/registries/${REGISTRY}/repositories?limit=100`
  const sorts = ['name', 'tags', 'size', 'created'].flatMap((sort) => [sort, `-${sort}`])
  return [
    `/registries/${REGISTRY}/namespaces`,
    ...sorts.map((sort) => `${repositories}&sort=${sort}`),
    `${repositories}&namespace=team-07`,
    `${repositories}&q=0042`,
    `${repositories}&q=nothing-has-this`,
  ]
}

function tagQuestions(index: IndexShape): string[] {
  return firstRepositories(index).map(
    ({ row }) =>
      `/registries/${REGISTRY}/repositories/${row.name.replace('/', '~')}/tags?limit=50&sort=-created`,
  )
}

/** What people type: names, also mistyped, words of tags common and rare, labels, digests, and what is not there. */
function searchQuestions(index: IndexShape): string[] {
  const [first] = firstRepositories(index)
  const digest = first?.images[0]?.digest ?? ''
  const texts = [
    'service',
    'service-0042',
    'team-07',
    '1.0.1',
    'rc',
    'latest',
    'build-8',
    'ci-4f',
    '1',
    'nothing-has-this',
    digest.slice(0, 15),
    digest.slice(7, 15),
    'service-0042:1.0',
    'service:latest',
    'servcie',
    'version=1.3',
    'title=team-07',
    baseLayerOf(first?.row.namespace ?? '').slice(0, 19),
  ]
  return texts.map((text) => `/search?q=${encodeURIComponent(text)}`)
}

function firstRepositories(index: IndexShape) {
  return [...indexedRepositories({ ...index, repositories: Math.min(index.repositories, REPOSITORIES_READ) })]
}
