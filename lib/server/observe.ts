import 'server-only'
import type { Endpoint } from '@/lib/api/contracts/endpoint'
import { findRuntime } from './runtime'

export interface ObservedRequest {
  readonly contract: Endpoint
  readonly requestId: string
  readonly startedMs: number
  readonly response: Response
  readonly actorId: string
  readonly error?: unknown
}

/** One log line for each request, with the reason for the log where it failed on our side. */
export function observeRequest(observed: ObservedRequest): void {
  const { contract, response } = observed
  const app = findRuntime()
  const facts = {
    requestId: observed.requestId,
    method: contract.method,
    route: contract.path,
    status: response.status,
    actor: observed.actorId,
    durationMs: Math.round(performance.now() - observed.startedMs),
  }
  if (response.status < 500) app?.log.info(facts, 'request')
  else app?.log.error({ ...facts, error: observed.error }, 'request failed')
}
