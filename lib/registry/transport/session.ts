import 'server-only'
import { Readable } from 'node:stream'
import type { Agent } from 'undici'
import { systemClock } from '@/lib/core/clock'
import { AppError, UpstreamError } from '@/lib/core/errors'
import type { Challenge } from '../challenge'
import type { CallOptions, EgressPolicy, RegistryConnection } from '../types'
import { Authorizer } from './authorizer'
import { Circuit, type CircuitState } from './circuit'
import { guardedAgent } from './egress'
import {
  type ExchangeRequest,
  type ExchangeResponse,
  exchange,
  type Method,
  type OpenResponse,
  openExchange,
  type ResponseHead,
} from './exchange'
import { isReset } from './failure'
import { backoffMs, retryAfterSeconds, wait } from './retry'

const CALL_TIMEOUT_MS = 20_000
const ATTEMPTS_MAX = 4
const RATE_LIMIT_WAITS_MAX = 2
const TOKEN_REFRESHES_MAX = 1
const RATE_LIMIT_DEFAULT_SECONDS = 5

export interface Call extends CallOptions {
  readonly method?: Method
  /** Below the registry's address, already encoded: `/v2/team/app/tags/list`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  /** Token scope, such as `repository:team/app:pull`; null for the API root. */
  readonly scope: string | null
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | Readable | undefined
  readonly bytesMax: number
  /** Whether sending it twice is as good as once. Default: for GET and HEAD only. */
  readonly isRepeatable?: boolean | undefined
  /** Default 20 s. */
  readonly timeoutMs?: number | undefined
}

/**
 * Requests to one registry with its credentials, bounded in time, bytes and attempts. Only what
 * reads, or says so, is repeated. Any status but 401, 429 and 5xx is for the caller to judge.
 */
export class RegistrySession {
  readonly #base: string
  readonly #agent: Agent
  readonly #authorizer: Authorizer
  readonly #circuit = new Circuit()
  #pausedUntilMs = 0

  constructor(connection: RegistryConnection, egress: EgressPolicy) {
    this.#base = connection.url
    this.#agent = guardedAgent(egress, connection.caPem)
    this.#authorizer = new Authorizer(connection, this.#agent)
  }

  /** How the registry wanted to be signed in to so far. */
  get challenge(): Challenge | null {
    return this.#authorizer.challenge
  }

  /** Whether the registry is being asked at all. */
  get circuit(): CircuitState {
    return this.#circuit.state
  }

  url(path: string, query: Readonly<Record<string, string>> = {}): URL {
    const url = new URL(`${this.#base}${path}`)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    return url
  }

  /** @throws UpstreamError for 401 that cannot be answered, 429 and 5xx that do not pass, and broken exchanges */
  async send(call: Call): Promise<ExchangeResponse> {
    return this.#circuit.run(() => this.#sendRepeating(call), call.isTrial)
  }

  async #sendRepeating(call: Call): Promise<ExchangeResponse> {
    const isRepeatable = call.isRepeatable ?? isRead(call.method)
    let waits = 0
    let deadlineMs = performance.now() + (call.timeoutMs ?? CALL_TIMEOUT_MS)
    for (let attempt = 1; ; attempt += 1) {
      try {
        deadlineMs += await this.#untilUnpaused(call)
        return await this.#authenticated(call, deadlineMs, exchange)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        // What was limited was not done: it may be sent again, whatever it is, unless its body is used up.
        if (error.code === 'upstream-rate-limited' && !(call.body instanceof Readable)) {
          waits += 1
          if (call.isImpatient || waits > RATE_LIMIT_WAITS_MAX) throw error
          this.#pauseFor(error.retryAfterSeconds ?? RATE_LIMIT_DEFAULT_SECONDS)
        } else {
          if (!isRepeatable || !isPassing(error) || attempt >= ATTEMPTS_MAX) throw error
          await wait(backoffMs(attempt, Math.random()), call.signal)
        }
      }
    }
  }

  /** Fetches an absolute URL with nobody's credentials, as a storage redirect asks for. */
  async sendAnonymously(url: URL, bytesMax: number, signal?: AbortSignal): Promise<ExchangeResponse> {
    return exchange(this.#agent, { method: 'GET', url, bytesMax, timeoutMs: CALL_TIMEOUT_MS, signal })
  }

  /** The answer to a GET with its body as a stream, never repeated. */
  async open(call: Call): Promise<OpenResponse> {
    const deadlineMs = performance.now() + (call.timeoutMs ?? CALL_TIMEOUT_MS)
    return this.#circuit.run(() => this.#authenticated(call, deadlineMs, openExchange))
  }

  /** The same with nobody's credentials, as a storage redirect asks for. */
  async openAnonymously(url: URL, timeoutMs: number, signal?: AbortSignal): Promise<OpenResponse> {
    return openExchange(this.#agent, { method: 'GET', url, timeoutMs, signal })
  }

  async close(): Promise<void> {
    await this.#agent.destroy()
  }

  async #authenticated<R extends ResponseHead>(
    call: Call,
    deadlineMs: number,
    ask: (agent: Agent, request: ExchangeRequest) => Promise<R>,
  ): Promise<R> {
    let sent = await this.#authorizer.header(call.scope)
    for (let tokensRefused = 0; ; ) {
      const answer = await ask(this.#agent, {
        method: call.method ?? 'GET',
        url: this.url(call.path, call.query),
        body: call.body,
        bytesMax: call.bytesMax,
        timeoutMs: Math.max(deadlineMs - performance.now(), 1),
        signal: call.signal,
        headers: { ...call.headers, ...(sent === null ? {} : { authorization: sent }) },
      })
      if (answer.status !== 401) return refuseFailing(answer)

      if (sent !== null) tokensRefused += 1
      if (tokensRefused > TOKEN_REFRESHES_MAX) throw notAccepted()
      this.#authorizer.learn(answer.header('www-authenticate'), call.scope, sent)
      sent = await this.#authorizer.header(call.scope)
    }
  }

  /** One limited answer holds back every call to this registry, and to no other. */
  #pauseFor(seconds: number): void {
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, performance.now() + seconds * 1000)
  }

  /** Answers how long it waited. */
  async #untilUnpaused({ signal }: Call): Promise<number> {
    const remainingMs = Math.max(this.#pausedUntilMs - performance.now(), 0)
    if (remainingMs > 0) await wait(remainingMs, signal)
    return remainingMs
  }
}

function isRead(method: Method = 'GET'): boolean {
  return method === 'GET' || method === 'HEAD'
}

function notAccepted(): UpstreamError {
  return new UpstreamError('upstream-auth', 'The registry does not accept the tokens its realm gives.')
}

function isPassing(error: AppError): boolean {
  return isReset(error) || error.code === 'upstream-error'
}

function refuseFailing<R extends ResponseHead>(answer: R): R {
  const { status } = answer
  const seconds = retryAfterSeconds(answer.header('retry-after'), systemClock.now())
  if (status === 429 || (status === 503 && seconds !== null)) {
    throw new UpstreamError('upstream-rate-limited', 'The registry is limiting requests.', {
      retryAfterSeconds: seconds ?? RATE_LIMIT_DEFAULT_SECONDS,
    })
  }
  if (status >= 500) {
    throw new UpstreamError('upstream-error', `The registry failed with status ${status}.`, {
      facts: { status },
    })
  }
  return answer
}
