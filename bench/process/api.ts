import { setTimeout as delay } from 'node:timers/promises'
import { Pool } from 'undici'
import { z } from 'zod'

export interface TimedAnswer {
  readonly ms: number
  readonly body: unknown
}

/** The API of one Assay, called by token over kept connections. */
export interface AssayApi {
  /** @throws Error for any answer but 2xx */
  get(path: string): Promise<TimedAnswer>
  /** @throws Error for any answer but 2xx */
  post(path: string, body: object): Promise<TimedAnswer>
  /** @throws Error for any answer but 2xx */
  patch(path: string, body: object): Promise<TimedAnswer>
  /** Crawls a registry and waits for the end. @throws Error when it does not succeed */
  crawl(registry: string, timeoutMs: number): Promise<CrawlTime>
  /** Waits until nothing has been worked on for a while. @throws Error when that takes too long */
  untilIdle(timeoutMs: number): Promise<void>
  close(): Promise<void>
}

export interface CrawlTime {
  /** From the moment the worker took the job to the moment it was done, by the server's own record. */
  readonly wallMs: number
}

const POLL_MS = 250
/** The server looks every five seconds for what follows from a changed index, and what follows from that. */
const IDLE_MS = 11_000

const started = z.object({ jobId: z.string() })
const job = z.object({
  status: z.string(),
  startedAt: z.number().nullable(),
  finishedAt: z.number().nullable(),
  failed: z.number(),
  problem: z.object({ code: z.string() }).nullable(),
})

const jobs = z.object({ items: z.array(z.object({ status: z.string() })) })

export function openApi(url: string, token: string): AssayApi {
  const pool = new Pool(url, { connections: 4, pipelining: 1 })
  const call = async (method: 'GET' | 'POST' | 'PATCH', path: string, sent?: object) => {
    const startedMs = performance.now()
    const answer = await pool.request({
      method,
      path: `/api/v1${path}`,
      headers: {
        authorization: `Bearer ${token}`,
        ...(sent && { 'content-type': 'application/json' }),
      },
      ...(sent && { body: JSON.stringify(sent) }),
    })
    const text = await answer.body.text()
    const ms = performance.now() - startedMs
    if (answer.statusCode >= 300) {
      throw new Error(`${method} ${path} answered ${answer.statusCode}: ${text.slice(0, 300)}`)
    }
    const body: unknown = JSON.parse(text)
    return { ms, body }
  }

  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    patch: (path, body) => call('PATCH', path, body),
    crawl: async (registry, timeoutMs) => {
      const { jobId } = started.parse((await call('POST', `/registries/${registry}/sync`)).body)
      const deadline = performance.now() + timeoutMs
      while (performance.now() < deadline) {
        const { status, startedAt, finishedAt, failed, problem } = job.parse(
          (await call('GET', `/jobs/${jobId}`)).body,
        )
        if (status === 'succeeded' && startedAt !== null && finishedAt !== null) {
          return { wallMs: finishedAt - startedAt }
        }
        if (finishedAt !== null) {
          throw new Error(`The crawl ended as ${status} with ${failed} failed, ${problem?.code ?? 'no code'}`)
        }
        await delay(POLL_MS)
      }
      throw new Error(`The crawl was not done within ${timeoutMs} ms`)
    },
    untilIdle: async (timeoutMs) => {
      const deadline = performance.now() + timeoutMs
      let idleSince = performance.now()
      while (performance.now() - idleSince < IDLE_MS) {
        if (performance.now() > deadline) throw new Error(`There was work for ${timeoutMs} ms`)
        const { items } = jobs.parse((await call('GET', '/jobs?state=active&limit=1')).body)
        if (items.length > 0) idleSince = performance.now()
        await delay(POLL_MS)
      }
    },
    close: () => pool.close(),
  }
}
