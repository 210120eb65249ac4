import { setTimeout as delay } from 'node:timers/promises'
import { send } from './wire'

export interface Api {
  get(path: string): Promise<Reply>
  post(path: string, body?: object): Promise<Reply>
  patch(path: string, body: object): Promise<Reply>
}

export interface Reply {
  readonly status: number
  readonly body: Record<string, unknown>
}

const JOB_PATIENCE_MS = 120_000
const JOB_OVER: ReadonlySet<unknown> = new Set(['succeeded', 'partial', 'failed', 'cancelled'])

/** Well-formed calls of the API, to bring about what a row is about. */
export function openApi(origin: string, headers: Readonly<Record<string, string>>): Api {
  const call = async (method: string, path: string, body?: object): Promise<Reply> => {
    const answer = await send(origin, {
      method,
      path: `/api/v1${path}`,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: answer.text === '' ? {} : JSON.parse(answer.text) }
  }
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    patch: (path, body) => call('PATCH', path, body),
  }
}

/** Starts indexing a registry, or joins the crawl that is under way, and waits for its end. */
export async function syncToEnd(api: Api, registry: string): Promise<Reply['body']> {
  const started = await api.post(`/registries/${registry}/sync`)
  if (started.status !== 202)
    throw new Error(`sync answered ${started.status} ${JSON.stringify(started.body)}`)
  return jobEnd(api, String(started.body.jobId))
}

export async function jobEnd(api: Api, id: string): Promise<Reply['body']> {
  for (const startedAt = Date.now(); Date.now() - startedAt < JOB_PATIENCE_MS; ) {
    const { body } = await api.get(`/jobs/${id}`)
    if (JOB_OVER.has(body.status)) return body
    await delay(100)
  }
  throw new Error(`Job ${id} did not end in two minutes.`)
}
