import 'server-only'
import { tokenMetrics } from '../metrics'
import { findRuntime } from '../runtime'

export interface ObservedToken {
  readonly requestId: string
  readonly startedMs: number
  readonly status: number
  readonly outcome: string
  readonly actorId: string
  readonly error?: unknown
}

/** Counts a request for a token and logs one line for it. */
export function observeToken({ requestId, startedMs, status, outcome, actorId, error }: ObservedToken): void {
  const durationMs = performance.now() - startedMs
  const { requests, durations } = tokenMetrics()
  requests.inc({ outcome })
  durations.observe(durationMs / 1000)

  const facts = { requestId, outcome, status, actor: actorId, durationMs: Math.round(durationMs) }
  const log = findRuntime()?.log
  if (status < 500) log?.info(facts, 'docker token')
  else log?.error({ ...facts, error }, 'docker token failed')
}
