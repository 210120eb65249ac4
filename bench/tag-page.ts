import { SMALL } from './corpus/shape'
import { LONG_REPOSITORY, QUICK_LONG } from './index/rows'
import { figuresBetween } from './process/registry'
import { atMost, type Figure } from './report'
import type { BenchRun } from './run'
import { summarize, type Timed, timeDeepPages, timeEach } from './timing'
import { REGISTRY, withAssay } from './with-assay'

const P95_MAX_MS = 50
const TAGS = `/registries/${REGISTRY}/repositories/team-a~app/tags`
const SORTS = ['name', 'created', 'pushed', 'size', 'platforms'].flatMap((sort) => [sort, `-${sort}`])
const FILTERS = [
  'q=rc',
  'q=nothing-has-this',
  'q=build-9998',
  'platform=linux%2Farm64',
  'platform=windows%2Famd64',
  'kind=index',
]

/** One repository of 100,000 tags in the index: any sort, any page, filters, over HTTP, and what the registry sees. */
export async function benchTagPage(run: BenchRun): Promise<readonly Figure[]> {
  const index = run.isQuick ? QUICK_LONG : LONG_REPOSITORY
  return withAssay(run, { corpus: SMALL, index }, async ({ assay, registry }) => {
    run.say(`index of ${index.tagsEach} tags in one repository`)
    const before = await registry.figures()
    const { api } = assay
    // As the page itself asks: without the tags that tools keep for themselves.
    const firstPages = SORTS.map((sort) => `${TAGS}?limit=100&tools=false&sort=${sort}`)
    await timeEach(api, firstPages, 3)

    const rounds = run.isQuick ? 3 : 20
    const sorted = await timeEach(api, firstPages, rounds)
    const deep: Timed[] = []
    for (const sort of SORTS) {
      deep.push(await timeDeepPages(api, `${TAGS}?limit=200&sort=${sort}`, run.isQuick ? 3 : 50))
    }
    const filtered = await timeEach(api, filters(), rounds)
    const summary = await timeEach(api, [`/registries/${REGISTRY}/repositories/team-a~app`], rounds)
    const { requests } = figuresBetween(before, await registry.figures())
    return [
      p95('first page of 100, any sort', sorted),
      p95('pages 2 to 51 of 200, any sort', deep),
      p95('first page of a filter, two sorts', filtered),
      p95('summary of the repository', summary),
      atMost({
        bench: 'tag-page',
        what: 'registry requests meanwhile',
        value: requests,
        max: 0,
        unit: '',
      }),
    ]
  })
}

function filters(): string[] {
  return FILTERS.flatMap((filter) =>
    ['-name', '-created'].map((sort) => `${TAGS}?limit=100&sort=${sort}&${filter}`),
  )
}

function p95(what: string, timed: readonly Timed[]): Figure {
  const { p50, p95: value, slowest, count } = summarize(timed)
  const detail = `p50 ${p50.toFixed(1)}, ${count} answers, slowest ${slowest.replace(TAGS, 'tags')}`
  return atMost({
    bench: 'tag-page',
    what: `p95, ${what}`,
    value,
    max: P95_MAX_MS,
    unit: ' ms',
    digits: 1,
    detail,
  })
}
