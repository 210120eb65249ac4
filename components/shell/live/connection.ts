import { CHANGES_PATH } from '@/lib/api/client/changes-path'
import { setLiveState } from '@/lib/api/client/live-state'
import { type Change, concernOf } from './concerns'
import { Refresher, type RefreshParts } from './refresher'

const POLL_MS = 15_000
/** A proxy that keeps events back is as good as none. */
const READY_MS = 10_000
const RETRY_MIN_MS = 1_000
const RETRY_MAX_MS = 60_000
/** One lost connection is no news; the second one in a row is. */
const FAILURES_QUIET_MAX = 1
/** A window looked away from for a moment keeps its stream. */
const HIDDEN_GRACE_MS = 10_000

export interface LiveParts extends RefreshParts {
  /** Where the page that was drawn stood in the feed. */
  readonly after: number
}

/**
 * Keeps what a window shows true while somebody looks at it: by one stream for all its views, and by asking every
 * 15 seconds while that cannot be had. Gives what ends it.
 */
export function keepLive(parts: LiveParts): () => void {
  const connection = new Connection(parts)
  connection.start()
  return () => connection.stop()
}

class Connection {
  readonly #refresher: Refresher
  readonly #listening = new AbortController()
  #mark: string
  #source: EventSource | undefined
  #failures = 0
  #retry: ReturnType<typeof setTimeout> | undefined
  #poll: ReturnType<typeof setInterval> | undefined
  #grace: ReturnType<typeof setTimeout> | undefined
  #deadline: ReturnType<typeof setTimeout> | undefined

  constructor({ after, ...parts }: LiveParts) {
    this.#mark = String(after)
    this.#refresher = new Refresher(parts)
  }

  start(): void {
    const { signal } = this.#listening
    document.addEventListener('visibilitychange', () => this.#look(), { signal })
    window.addEventListener('pagehide', () => this.#pause(), { signal })
    window.addEventListener('pageshow', () => this.#look(), { signal })
    window.addEventListener('online', () => this.#reconnect(), { signal })
    this.#look()
  }

  stop(): void {
    this.#listening.abort()
    this.#pause()
    this.#refresher.stop()
  }

  /** Streams of windows that nobody looks at would take connections that others need. */
  #look(): void {
    clearTimeout(this.#grace)
    if (document.visibilityState === 'hidden') this.#grace = setTimeout(() => this.#pause(), HIDDEN_GRACE_MS)
    else if (this.#source === undefined) this.#reconnect()
  }

  #pause(): void {
    this.#close()
    clearTimeout(this.#grace)
    clearInterval(this.#poll)
    this.#poll = undefined
    setLiveState('paused')
  }

  #reconnect(): void {
    if (document.visibilityState === 'hidden') return
    this.#close()
    const source = new EventSource(`${CHANGES_PATH}?${new URLSearchParams({ after: this.#mark })}`)
    this.#source = source
    this.#deadline = setTimeout(() => this.#lost(source), READY_MS)
    source.addEventListener('ready', () => this.#ready())
    source.addEventListener('change', (event) => {
      this.#remember(event)
      const change: Change = JSON.parse(event.data)
      this.#refresher.add(concernOf(change))
    })
    source.addEventListener('reload', (event) => {
      this.#remember(event)
      this.#refresher.everything()
    })
    source.addEventListener('end', () => this.#lost(source))
    source.addEventListener('error', () => this.#lost(source))
  }

  #ready(): void {
    clearTimeout(this.#deadline)
    this.#failures = 0
    clearInterval(this.#poll)
    this.#poll = undefined
    setLiveState('live')
  }

  #remember(event: MessageEvent): void {
    if (event.lastEventId !== '') this.#mark = event.lastEventId
  }

  /** The browser would connect anew by itself, but without pause, and never after a refusal. */
  #lost(source: EventSource): void {
    if (source !== this.#source) return
    this.#close()
    this.#failures += 1
    if (this.#failures > FAILURES_QUIET_MAX) this.#startPolling()
    const backoffMs = Math.min(RETRY_MIN_MS * 2 ** (this.#failures - 1), RETRY_MAX_MS)
    this.#retry = setTimeout(() => this.#reconnect(), backoffMs * (0.5 + Math.random() / 2))
  }

  #startPolling(): void {
    setLiveState('polling')
    this.#poll ??= setInterval(() => this.#refresher.everything(), POLL_MS)
  }

  #close(): void {
    clearTimeout(this.#retry)
    clearTimeout(this.#deadline)
    this.#source?.close()
    this.#source = undefined
  }
}
