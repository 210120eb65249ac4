import { z } from 'zod'
import type { AssayApi } from './process/api'
import { percentile } from './statistics'

const page = z.object({ items: z.array(z.unknown()), nextCursor: z.string().nullable() })

/** One question asked again and again, and how long each answer took. */
export interface Timed {
  readonly question: string
  readonly samplesMs: readonly number[]
}

/** Asks one question after another, each several times in turn, so that a slow moment hits all of them alike. */
export async function timeEach(
  api: AssayApi,
  questions: readonly string[],
  rounds: number,
): Promise<readonly Timed[]> {
  const samples = new Map<string, number[]>(questions.map((question) => [question, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const [question, times] of samples) times.push((await api.get(question)).ms)
  }
  return [...samples].map(([question, samplesMs]) => ({ question, samplesMs }))
}

/** Follows the cursor of a list from its first page and times each page behind it. */
export async function timeDeepPages(api: AssayApi, list: string, pages: number): Promise<Timed> {
  const samplesMs: number[] = []
  let cursor = page.parse((await api.get(list)).body).nextCursor
  while (cursor !== null && samplesMs.length < pages) {
    const answer = await api.get(`${list}&cursor=${encodeURIComponent(cursor)}`)
    samplesMs.push(answer.ms)
    cursor = page.parse(answer.body).nextCursor
  }
  return { question: list, samplesMs }
}

export interface Summary {
  readonly p50: number
  readonly p95: number
  readonly slowest: string
  readonly count: number
}

/** Over all answers to all questions; the slowest question is named with its own median. */
export function summarize(timed: readonly Timed[]): Summary {
  const all = timed.flatMap(({ samplesMs }) => samplesMs)
  const byMedian = timed
    .map(({ question, samplesMs }) => ({ question, p50: percentile(samplesMs, 0.5) }))
    .sort((a, b) => b.p50 - a.p50)
  const [slowest] = byMedian
  return {
    p50: percentile(all, 0.5),
    p95: percentile(all, 0.95),
    slowest: slowest === undefined ? '' : `${slowest.question} ${slowest.p50.toFixed(1)} ms`,
    count: all.length,
  }
}
