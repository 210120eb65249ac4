import 'server-only'
import { AppError, UpstreamError } from '@/lib/core/errors'

const FAILURES_MAX = 5
const OPEN_MS = 30_000
/** Of a gateway whose registry is away. A 500 is the registry's own answer about one thing. */
const OUTAGE_STATUS: ReadonlySet<unknown> = new Set([502, 503, 504])

/** `open` asks nothing; `half-open` lets one request through to see whether the registry is back. */
export type CircuitState = 'closed' | 'open' | 'half-open'

/**
 * Spares a registry that is away, and whoever waits for it: after five requests in a row that did not reach it,
 * everything fails at once for 30 seconds; then a single request tries.
 */
export class Circuit {
  readonly #now: () => number
  #failures = 0
  #openUntilMs = 0
  #isProbing = false

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  get state(): CircuitState {
    if (this.#failures < FAILURES_MAX) return 'closed'
    return this.#now() < this.#openUntilMs ? 'open' : 'half-open'
  }

  /**
   * `isTrial` asks even while it is open, for somebody who wants to know whether the registry is back.
   * @throws UpstreamError `upstream-unreachable` without asking while it is open
   */
  async run<T>(work: () => Promise<T>, isTrial = false): Promise<T> {
    const isProbe = !isTrial && this.#admit()
    try {
      const answer = await work()
      this.#failures = 0
      return answer
    } catch (error) {
      // What is called off says nothing; whatever else failed, the registry answered.
      if (error instanceof AppError) this.#note(isOutage(error))
      throw error
    } finally {
      if (isProbe) this.#isProbing = false
    }
  }

  /** Whether this one request is the one that tries. */
  #admit(): boolean {
    const { state } = this
    if (state === 'closed') return false
    if (state === 'open' || this.#isProbing) throw this.#refusal()
    this.#isProbing = true
    return true
  }

  #note(isAway: boolean): void {
    this.#failures = isAway ? this.#failures + 1 : 0
    if (this.#failures >= FAILURES_MAX) this.#openUntilMs = this.#now() + OPEN_MS
  }

  #refusal(): UpstreamError {
    const retryAfterSeconds = Math.max(1, Math.ceil((this.#openUntilMs - this.#now()) / 1000))
    return new UpstreamError(
      'upstream-unreachable',
      'The registry failed several times in a row. Assay asks it again in a moment.',
      { retryAfterSeconds },
    )
  }
}

function isOutage({ code, facts }: AppError): boolean {
  if (code === 'upstream-unreachable' || code === 'upstream-timeout') return true
  return code === 'upstream-error' && OUTAGE_STATUS.has(facts.status)
}
