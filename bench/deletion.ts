import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { request } from 'undici'
import { z } from 'zod'
import { SMALL } from './corpus/shape'
import type { BenchAssay } from './process/assay'
import { atLeast, atMost, type Figure, told } from './report'
import type { BenchRun } from './run'
import { REGISTRY, withAssay } from './with-assay'

const TAGS = 100_000
const TAGS_QUICK = 3_000
const DELETED = 1_000
const PLANNED = 500
const SECONDS_MAX = 60
const TIMES_FASTER_MIN = 20
const PLAN_MS_MAX = 1_000
/** So many digests are deleted one by one, and what a thousand would take is reckoned from them. */
const ONE_BY_ONE = 5
const CRAWL_MS_MAX = 20 * 60_000
const POLL_MS = 250

const page = z.object({
  items: z.array(z.object({ name: z.string(), digest: z.string() })),
  nextCursor: z.string().nullable(),
})
const started = z.object({ jobId: z.string() })
const job = z.object({
  status: z.string(),
  done: z.number(),
  startedAt: z.number().nullable(),
  finishedAt: z.number().nullable(),
})

/** Deleting a thousand tags of a repository with a hundred thousand, and what one digest after another would take. */
export async function benchDeletion(run: BenchRun): Promise<readonly Figure[]> {
  const tags = run.isQuick ? TAGS_QUICK : TAGS
  const change = (directory: string) => addTags(directory, tags)
  return withAssay(run, { corpus: SMALL, change }, async ({ assay, registry }) => {
    run.say(`indexing a repository of ${tags} tags`)
    await assay.api.post(`/registries/${REGISTRY}/probe`, {})
    await assay.api.crawl(REGISTRY, CRAWL_MS_MAX)
    const repository = await repositoryOf(assay)
    const path = `/registries/${REGISTRY}/repositories/${repository.replaceAll('/', '~')}`
    const victims = await listVictims(assay, path)

    const oneMs = await deleteOneByOne(registry.url, repository)
    const plan = await assay.api.post(`${path}/deletion-plan`, { tags: victims.slice(0, PLANNED) })
    const seconds = (await deleteAll(assay, path, victims)) / 1000
    const figure = { bench: 'deletion', what: `${DELETED} of ${tags} tags deleted` }
    const naive = (oneMs * DELETED) / 1000
    return [
      atMost({ ...figure, value: seconds, max: SECONDS_MAX, unit: ' s', digits: 1 }),
      atLeast({
        bench: 'deletion',
        what: 'times faster than one digest after another',
        value: naive / seconds,
        min: TIMES_FASTER_MIN,
        unit: ' ×',
        detail: `${naive.toFixed(0)} s, reckoned from ${ONE_BY_ONE} of ${oneMs.toFixed(0)} ms`,
      }),
      atMost({
        bench: 'deletion',
        what: `plan for ${PLANNED} tags`,
        value: plan.ms,
        max: PLAN_MS_MAX,
        unit: ' ms',
      }),
      told({
        bench: 'deletion',
        what: 'memory of the server',
        value: assay.memory().peakBytes / 1e6,
        measured: `${(assay.memory().peakBytes / 1e6).toFixed(0)} MB`,
      }),
    ]
  })
}

/** Points more tags at the manifests the one repository of a corpus has, where the registry keeps its links. */
function addTags(directory: string, count: number): void {
  const repository = join(directory, 'docker/registry/v2/repositories', onlyRepository(directory))
  const tags = join(repository, '_manifests/tags')
  const links = readdirSync(tags).map((tag) => readFileSync(join(tags, tag, 'current/link'), 'utf8'))
  for (let at = 0; at < count - links.length; at += 1) {
    mkdirSync(join(tags, `build-${at}`, 'current'), { recursive: true })
    writeFileSync(join(tags, `build-${at}`, 'current/link'), links[at % links.length] ?? '')
  }
}

function onlyRepository(directory: string): string {
  const root = join(directory, 'docker/registry/v2/repositories')
  const [namespace = ''] = readdirSync(root)
  const [name = ''] = readdirSync(join(root, namespace))
  return `${namespace}/${name}`
}

async function repositoryOf({ api }: BenchAssay): Promise<string> {
  const { body } = await api.get(`/registries/${REGISTRY}/repositories`)
  const [first] = z.object({ items: z.array(z.object({ name: z.string() })) }).parse(body).items
  if (first === undefined) throw new Error('Nothing was indexed.')
  return first.name
}

async function listVictims({ api }: BenchAssay, path: string) {
  const victims: { readonly tag: string; readonly digest: string }[] = []
  let cursor = ''
  while (victims.length < DELETED) {
    const { body } = await api.get(`${path}/tags?limit=200&sort=name${cursor}`)
    const { items, nextCursor } = page.parse(body)
    victims.push(...items.map(({ name, digest }) => ({ tag: name, digest })))
    if (nextCursor === null) break
    cursor = `&cursor=${encodeURIComponent(nextCursor)}`
  }
  return victims.slice(0, DELETED)
}

/** Milliseconds that deleting one digest takes, as whoever deletes a tag by its digest waits for each. */
async function deleteOneByOne(url: string, repository: string): Promise<number> {
  let ms = 0
  for (let at = 0; at < ONE_BY_ONE; at += 1) {
    const document = JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.index.v1+json',
      manifests: [],
      annotations: { at: String(at) },
    })
    const digest = `sha256:${createHash('sha256').update(document).digest('hex')}`
    const address = `${url}/v2/${repository}/manifests/${digest}`
    const headers = { 'content-type': 'application/vnd.oci.image.index.v1+json' }
    const put = await request(address, { method: 'PUT', body: document, headers })
    await put.body.dump()
    const startedMs = performance.now()
    const answer = await request(address, { method: 'DELETE' })
    await answer.body.dump()
    ms += performance.now() - startedMs
    if (put.statusCode !== 201 || answer.statusCode !== 202) throw new Error('A digest could not be deleted.')
  }
  return ms / ONE_BY_ONE
}

/** Milliseconds of the job, by the server's own record. */
async function deleteAll({ api }: BenchAssay, path: string, tags: readonly object[]): Promise<number> {
  const answer = await api.post(`${path}/deletions`, { tags, confirm: tags.length })
  const { jobId } = started.parse(answer.body)
  for (;;) {
    const { status, done, startedAt, finishedAt } = job.parse((await api.get(`/jobs/${jobId}`)).body)
    if (startedAt !== null && finishedAt !== null) {
      if (status === 'succeeded' && done === tags.length) return finishedAt - startedAt
      throw new Error(`The deletion ended ${status} with ${done} of ${tags.length}.`)
    }
    await sleep(POLL_MS)
  }
}
