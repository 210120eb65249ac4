import type { BenchAssay } from './process/assay'
import { atMost, type Figure } from './report'
import { summarize, type Timed } from './timing'

export interface ReadGoal {
  readonly bench: string
  readonly what: string
  /** Milliseconds that 95 of 100 answers may take, as the client sees them. */
  readonly max: number
}

/**
 * The 95th percentile of some reads. Beside it stands the server's processor time for an answer, which a busy
 * machine does not lengthen.
 */
export async function measureReads(
  assay: Pick<BenchAssay, 'processorSeconds'>,
  { bench, what, max }: ReadGoal,
  read: () => Promise<readonly Timed[]>,
): Promise<Figure> {
  const before = assay.processorSeconds()
  const timed = await read()
  const { p50, p95, slowest, count } = summarize(timed)
  const processorMs = ((assay.processorSeconds() - before) * 1000) / count
  const detail = `p50 ${p50.toFixed(1)}, processor ${processorMs.toFixed(1)}, ${count} answers, slowest ${shortened(slowest)}`
  return atMost({ bench, what: `p95, ${what}`, value: p95, max, unit: ' ms', digits: 1, detail })
}

function shortened(question: string): string {
  return question.replace(/^\/registries\/[^/]+\/(?:repositories\/)?/, '')
}
