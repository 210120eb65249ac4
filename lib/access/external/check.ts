import 'server-only'
import { AppError } from '@/lib/core/errors'

/** One thing that was tried, and what came of it. */
export interface CheckStep {
  readonly label: string
  readonly isPassed: boolean
  readonly detail: string
}

/** What a provider was found to be, step by step up to the first that failed. */
export interface CheckReport {
  readonly isUsable: boolean
  readonly tookMs: number
  readonly steps: readonly CheckStep[]
}

type Pass = (label: string, detail: string) => void

/** Runs a check whose steps are told as they pass; the first failure ends it and becomes the last step. */
export async function runCheck(
  failingLabel: string,
  work: (pass: Pass) => Promise<void>,
): Promise<CheckReport> {
  const startedMs = performance.now()
  const steps: CheckStep[] = []
  const took = () => Math.round(performance.now() - startedMs)
  try {
    await work((label, detail) => void steps.push({ label, isPassed: true, detail }))
    return { isUsable: true, tookMs: took(), steps }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const failed = { label: failingLabel, isPassed: false, detail: error.detail }
    return { isUsable: false, tookMs: took(), steps: [...steps, failed] }
  }
}
