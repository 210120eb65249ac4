import 'server-only'
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { addSyncMetrics } from './sync-metrics'

export interface Metrics {
  readonly registry: Registry
  readonly requests: Counter<'method' | 'route' | 'status'>
  readonly durations: Histogram<'method' | 'route'>
}

export interface TokenMetrics {
  readonly requests: Counter<'outcome'>
  readonly durations: Histogram
}

declare global {
  /** Shared by all parts the server is bundled in, so that there is one count. */
  var assayMetrics: Metrics | undefined
  var assayTokenMetrics: TokenMetrics | undefined
}

/** What this process counts, in the form Prometheus reads. Routes are templates: names of repositories make no series. */
export function metrics(): Metrics {
  globalThis.assayMetrics ??= createMetrics()
  return globalThis.assayMetrics
}

/** What the Docker token service counts, in the same register. */
export function tokenMetrics(): TokenMetrics {
  globalThis.assayTokenMetrics ??= createTokenMetrics(metrics().registry)
  return globalThis.assayTokenMetrics
}

function createTokenMetrics(registry: Registry): TokenMetrics {
  return {
    requests: new Counter({
      name: 'assay_docker_token_requests_total',
      help: 'Requests for Docker tokens answered, by what became of them.',
      labelNames: ['outcome'],
      registers: [registry],
    }),
    durations: new Histogram({
      name: 'assay_docker_token_duration_seconds',
      help: 'Time to answer a request for a Docker token.',
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers: [registry],
    }),
  }
}

function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'assay_' })
  addSyncMetrics(registry)
  return {
    registry,
    requests: new Counter({
      name: 'assay_http_requests_total',
      help: 'API requests answered.',
      labelNames: ['method', 'route', 'status'],
      registers: [registry],
    }),
    durations: new Histogram({
      name: 'assay_http_request_duration_seconds',
      help: 'Time to answer an API request.',
      labelNames: ['method', 'route'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 10],
      registers: [registry],
    }),
  }
}
