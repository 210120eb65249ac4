import { SMALL } from './corpus/shape'
import { HUGE, type IndexShape, indexedRepositories, QUICK_HUGE } from './index/rows'
import { figuresBetween } from './process/registry'
import { atMost, type Figure, told } from './report'
import type { BenchRun } from './run'
import { summarize, type Timed, timeEach } from './timing'
import { REGISTRY, withAssay } from './with-assay'

const MEMORY_MAX_MB = 400
const LIST_P95_MAX_MS = 150
const SEARCH_P95_MAX_MS = 50
const REPOSITORIES_READ = 40

/** 10,000 repositories and 500,000 tags in the index: every list, search, and the memory they leave behind. */
export async function benchHuge(run: BenchRun): Promise<readonly Figure[]> {
  const index = run.isQuick ? QUICK_HUGE : HUGE
  return withAssay(run, { corpus: SMALL, index }, async ({ assay, registry }) => {
    run.say(`index of ${index.repositories} repositories, ${index.repositories * index.tagsEach} tags`)
    const idle = assay.memory()
    const before = await registry.figures()
    const rounds = run.isQuick ? 3 : 20
    const lists = await timeEach(assay.api, listQuestions(), rounds)
    const tags = await timeEach(assay.api, tagQuestions(index), Math.ceil(rounds / 4))
    const searches = await timeEach(assay.api, searchQuestions(index), rounds)
    const { requests } = figuresBetween(before, await registry.figures())
    const { peakBytes } = assay.memory()
    return [
      p95({ bench: 'lists', what: 'p95, repositories and namespaces', max: LIST_P95_MAX_MS }, lists),
      p95({ bench: 'lists', what: 'p95, tags of many repositories', max: LIST_P95_MAX_MS }, tags),
      atMost({ bench: 'lists', what: 'registry requests meanwhile', value: requests, max: 0, unit: '' }),
      p95(
        {
          bench: 'search',
          what: `p95 over ${index.repositories * index.tagsEach} tags`,
          max: SEARCH_P95_MAX_MS,
        },
        searches,
      ),
      told({
        bench: 'memory',
        what: 'server before the first request',
        value: idle.nowBytes / 1e6,
        measured: `${(idle.nowBytes / 1e6).toFixed(0)} MB`,
      }),
      atMost({
        bench: 'memory',
        what: 'server, most while serving lists and search',
        value: peakBytes / 1e6,
        max: MEMORY_MAX_MB,
        unit: ' MB',
      }),
    ]
  })
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

/** What people type: parts of names, words of tags common and rare, digests, and things that are not there. */
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
  ]
  return texts.map((text) => `/search?q=${encodeURIComponent(text)}`)
}

function firstRepositories(index: IndexShape) {
  return [...indexedRepositories({ ...index, repositories: Math.min(index.repositories, REPOSITORIES_READ) })]
}

function p95(
  goal: Pick<Figure, 'bench' | 'what'> & { readonly max: number },
  timed: readonly Timed[],
): Figure {
  const { p50, p95: value, slowest, count } = summarize(timed)
  const detail = `p50 ${p50.toFixed(1)}, ${count} answers, slowest ${slowest}`
  return atMost({ ...goal, value, unit: ' ms', digits: 1, detail })
}
