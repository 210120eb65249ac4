import { setTimeout as delay } from 'node:timers/promises'
import { progressBar } from './say.mjs'

const TIMEOUT_MS = 180_000
const OVER = new Set(['partial', 'failed', 'cancelled'])

/** Waits until registry `main` is indexed, now or by an earlier start, and shows how far it is. */
export async function waitForCrawl(api) {
  const bar = progressBar('indexing')
  const startedAt = Date.now()
  try {
    for (; Date.now() - startedAt < TIMEOUT_MS; await delay(250)) {
      const job = await newestCrawl(api)
      if (!job) continue
      bar.show(job.done, job.total ?? 0)
      if (job.status === 'succeeded') return
      if (!OVER.has(job.status)) continue
      if (job.finishedAt >= startedAt) throw new Error(explain(job))
      // An earlier start was stopped in the middle.
      await api('/registries/main/sync', { method: 'POST' })
    }
    throw new Error(`The registry was not indexed within ${TIMEOUT_MS / 1000} s`)
  } finally {
    bar.end()
  }
}

async function newestCrawl(api) {
  const { items } = await api('/jobs?registry=main&limit=20')
  return items.find((job) => job.kind === 'crawl')
}

function explain({ status, failed, problem }) {
  return `Indexing ended as ${status}: ${failed} failed${problem ? `, ${problem.message}` : ''}`
}
