import { describe, expect, it } from 'vitest'
import type { AssayApi } from './process/api'
import { summarize, timeDeepPages, timeEach } from './timing'

function answering(answer: (path: string) => { ms: number; body: unknown }) {
  const asked: string[] = []
  const api: AssayApi = {
    get: async (path) => {
      asked.push(path)
      return answer(path)
    },
    post: async () => ({ ms: 0, body: {} }),
    patch: async () => ({ ms: 0, body: {} }),
    crawl: async () => ({ wallMs: 0 }),
    untilIdle: async () => undefined,
    close: async () => {},
  }
  return { api, asked }
}

describe('timing', () => {
  it('asks all questions in turn, round by round', async () => {
    const { api, asked } = answering(() => ({ ms: 1, body: {} }))
    await timeEach(api, ['/a', '/b'], 2)
    expect(asked).toEqual(['/a', '/b', '/a', '/b'])
  })

  it('names the slowest question and takes percentiles over all answers', () => {
    const summary = summarize([
      { question: '/fast', samplesMs: [1, 1, 1] },
      { question: '/slow', samplesMs: [8, 9] },
    ])
    expect(summary).toEqual({ p50: 1, p95: 9, slowest: '/slow 8.0 ms', count: 5 })
  })

  it('follows a cursor to the end and not beyond', async () => {
    const next: Record<string, string | null> = { '/l?n=1': 'a/b', '/l?n=1&cursor=a%2Fb': null }
    const { api, asked } = answering((path) => ({
      ms: 2,
      body: { items: [], nextCursor: next[path] ?? null },
    }))
    const timed = await timeDeepPages(api, '/l?n=1', 10)
    expect(asked).toEqual(['/l?n=1', '/l?n=1&cursor=a%2Fb'])
    expect(timed.samplesMs).toEqual([2])
  })
})
