import { setTimeout as delay } from 'node:timers/promises'
import { progressBar } from './say.mjs'

const TIMEOUT_MS = 180_000
const OVER = new Set(['succeeded', 'partial', 'failed', 'cancelled'])

/** Waits for the first index of registry `main` to be complete and shows how far it is. */
export async function waitForCrawl(api) {
  const bar = progressBar('indexing')
  try {
    for (const startedAt = Date.now(); Date.now() - startedAt < TIMEOUT_MS; await delay(250)) {
      const job = await newestCrawl(api)
      if (!job) continue
      bar.show(job.done, job.total ?? 0)
      if (OVER.has(job.status)) return assertComplete(job)
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

function assertComplete(job) {
  if (job.status === 'succeeded') return job
  throw new Error(
    `Indexing ended as ${job.status}: ${job.failed} failed${job.problem ? `, ${job.problem.message}` : ''}`,
  )
}
