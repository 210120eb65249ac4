import { setTimeout as delay } from 'node:timers/promises'
import { Pool } from 'undici'
import { z } from 'zod'
import { QUICK } from './corpus/shape'
import type { BenchAssay } from './process/assay'
import { figuresBetween } from './process/registry'
import { atMost, type Figure, told } from './report'
import type { BenchRun } from './run'
import { percentile } from './statistics'
import { buildStorm, type Storm, type StormTag } from './storm/storm'
import { type Pair, REGISTRY, withAssay } from './with-assay'

const EVENTS = 50_000
const EVENTS_QUICK = 5_000
/** Registries send one event at a time; so many of them at once. */
const SENDERS = 4
const CRAWL_MAX_MS = 10 * 60_000
const DRAIN_MAX_MS = 5 * 60_000

const repositories = z.object({ items: z.array(z.object({ name: z.string() })) })
const tags = z.object({ items: z.array(z.object({ name: z.string(), digest: z.string().nullable() })) })
const made = z.object({ secret: z.string() })
const state = z.object({
  counts: z.object({ push: z.number(), pull: z.number(), mount: z.number(), delete: z.number() }),
  waiting: z.object({ count: z.number() }),
  deadLetters: z.number(),
})

/** A storm of events about an indexed registry: how fast they are taken in, and whether all of them count, once. */
export async function benchEvents(run: BenchRun): Promise<readonly Figure[]> {
  return withAssay(run, { corpus: QUICK }, async (pair) => {
    await pair.assay.api.crawl(REGISTRY, CRAWL_MAX_MS)
    await pair.assay.api.untilIdle(CRAWL_MAX_MS)
    const known = await readTags(pair.assay)
    const storm = buildStorm(known, run.isQuick ? EVENTS_QUICK : EVENTS, Date.now())
    run.say(`${storm.envelopes.length} envelopes about ${known.length} tags`)
    return measure(pair, storm)
  })
}

async function measure({ assay, registry }: Pair, storm: Storm): Promise<readonly Figure[]> {
  const path = `/registries/${REGISTRY}/notifications/secret`
  const { secret } = made.parse((await assay.api.post(path, { keepPreviousHours: 0 })).body)
  const [before, processorBefore] = [await registry.figures(), assay.processorSeconds()]

  const startedMs = performance.now()
  const acks = await send(assay.url, secret, storm.envelopes)
  const ended = await untilDrained(assay)
  const drainedS = (performance.now() - startedMs) / 1000

  const asked = figuresBetween(before, await registry.figures())
  const { push, pull, mount, delete: deleted } = ended.counts
  const counted = push + pull + mount + deleted
  const processor = assay.processorSeconds() - processorBefore
  const bench = 'events'
  const p50 = `p50 ${percentile(acks, 0.5).toFixed(1)}, ${acks.length} deliveries by ${SENDERS} senders`
  return [
    atMost({
      bench,
      what: 'acknowledged, p95',
      value: percentile(acks, 0.95),
      max: 20,
      unit: ' ms',
      digits: 1,
      detail: p50,
    }),
    atMost({
      bench,
      what: 'acknowledged, p99',
      value: percentile(acks, 0.99),
      max: 100,
      unit: ' ms',
      digits: 1,
    }),
    atMost({ bench, what: 'sent and dealt with', value: drainedS, max: 120, unit: ' s', digits: 1 }),
    atMost({
      bench,
      what: 'events lost',
      value: Math.max(storm.readable - counted, 0),
      max: 0,
      unit: '',
      detail: `${counted} of ${storm.readable}`,
    }),
    atMost({
      bench,
      what: 'events counted twice',
      value: Math.max(counted - storm.readable, 0),
      max: 0,
      unit: '',
    }),
    atMost({
      bench,
      what: 'unreadable ones not set aside',
      value: Math.abs(storm.poison - ended.deadLetters),
      max: 0,
      unit: '',
      detail: `${ended.deadLetters} set aside`,
    }),
    told({
      bench,
      what: 'registry requests meanwhile',
      value: asked.requests,
      measured: `${asked.requests} (${asked.unchanged} unchanged)`,
    }),
    told({ bench, what: 'own processor time', value: processor, measured: `${processor.toFixed(1)} s` }),
  ]
}

async function readTags({ api }: BenchAssay): Promise<readonly StormTag[]> {
  const listed = repositories.parse((await api.get(`/registries/${REGISTRY}/repositories?limit=200`)).body)
  const found: StormTag[] = []
  for (const { name: repository } of listed.items) {
    const path = `/registries/${REGISTRY}/repositories/${repository.replaceAll('/', '~')}/tags?limit=200`
    const { items } = tags.parse((await api.get(path)).body)
    found.push(
      ...items.flatMap(({ name, digest }) => (digest === null ? [] : { repository, tag: name, digest })),
    )
  }
  return found
}

/** How long each delivery took to be acknowledged, as the registry sees it. */
async function send(url: string, secret: string, envelopes: readonly string[]): Promise<readonly number[]> {
  const pool = new Pool(url, { connections: SENDERS, pipelining: 1 })
  const headers = {
    authorization: `Bearer ${secret}`,
    'content-type': 'application/vnd.docker.distribution.events.v1+json',
  }
  const times: number[] = []
  const rest = envelopes.values()
  const sender = async () => {
    for (const body of rest) {
      const startedMs = performance.now()
      const answer = await pool.request({ method: 'POST', path: `/api/hooks/${REGISTRY}`, headers, body })
      await answer.body.dump()
      times.push(performance.now() - startedMs)
      if (answer.statusCode !== 202) throw new Error(`A delivery was answered with ${answer.statusCode}.`)
    }
  }
  try {
    await Promise.all(Array.from({ length: SENDERS }, sender))
    return times
  } finally {
    await pool.close()
  }
}

async function untilDrained({ api }: BenchAssay) {
  const deadline = performance.now() + DRAIN_MAX_MS
  while (performance.now() < deadline) {
    const now = state.parse((await api.get(`/registries/${REGISTRY}/notifications`)).body)
    if (now.waiting.count === 0) return now
    await delay(100)
  }
  throw new Error('The events were not dealt with in time.')
}
