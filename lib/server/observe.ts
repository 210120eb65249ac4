import 'server-only'
import type { Endpoint } from '@/lib/api/contracts/endpoint'
import { metrics } from './metrics'
import { findRuntime } from './runtime'

export interface ObservedRequest {
  readonly contract: Endpoint
  readonly requestId: string
  readonly startedMs: number
  readonly response: Response
  readonly actorId: string
  readonly error?: unknown
}

/** Counts a request and logs one line for it, with the reason where it failed on our side. */
export function observeRequest(observed: ObservedRequest): void {
  const { contract, response } = observed
  const durationMs = performance.now() - observed.startedMs
  const labels = { method: contract.method, route: contract.path }
  metrics().requests.inc({ ...labels, status: response.status })
  metrics().durations.observe(labels, durationMs / 1000)

  const facts = {
    requestId: observed.requestId,
    ...labels,
    status: response.status,
    actor: observed.actorId,
    durationMs: Math.round(durationMs),
  }
  const log = findRuntime()?.log
  if (response.status < 500) log?.info(facts, 'request')
  else log?.error({ ...facts, error: observed.error }, 'request failed')
}
