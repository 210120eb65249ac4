import { SMALL } from './corpus/shape'
import { LONG_REPOSITORY, QUICK_LONG } from './index/rows'
import type { AssayApi } from './process/api'
import { figuresBetween } from './process/registry'
import { measureReads } from './reads'
import { atMost, type Figure } from './report'
import type { BenchRun } from './run'
import { type Timed, timeDeepPages, timeEach } from './timing'
import { REGISTRY, withAssay } from './with-assay'

const P95_MAX_MS = 50
const REPOSITORY = `/registries/${REGISTRY}/repositories/team-a~app`
const TAGS = `${REPOSITORY}/tags`
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
    const measure = (what: string, read: () => Promise<readonly Timed[]>) =>
      measureReads(assay, { bench: 'tag-page', what, max: P95_MAX_MS }, read)
    const reads = [
      await measure('first page of 100, any sort', () => timeEach(api, firstPages, rounds)),
      await measure('pages 2 to 51 of 200, any sort', () => timeAllDeepPages(api, run.isQuick ? 3 : 50)),
      await measure('first page of a filter, two sorts', () => timeEach(api, filters(), rounds)),
      await measure('summary of the repository', () => timeEach(api, [REPOSITORY], rounds)),
    ]
    const { requests } = figuresBetween(before, await registry.figures())
    const meanwhile = { bench: 'tag-page', what: 'registry requests meanwhile' }
    return [...reads, atMost({ ...meanwhile, value: requests, max: 0, unit: '' })]
  })
}

async function timeAllDeepPages(api: AssayApi, pages: number): Promise<readonly Timed[]> {
  const timed: Timed[] = []
  for (const sort of SORTS) {
    timed.push(await timeDeepPages(api, `${TAGS}?limit=200&tools=false&sort=${sort}`, pages))
  }
  return timed
}

function filters(): string[] {
  return FILTERS.flatMap((filter) =>
    ['-name', '-created'].map((sort) => `${TAGS}?limit=100&sort=${sort}&${filter}`),
  )
}
