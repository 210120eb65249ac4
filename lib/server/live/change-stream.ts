import 'server-only'
import { presentChange } from '@/lib/api/presenters/change'
import type { Batch } from '@/lib/changes/feed'
import { readSince } from '@/lib/changes/read-tail'
import { mayHear } from '@/lib/changes/rules/may-hear'
import type { Actor } from '@/lib/core/actor'
import { identify } from '../identify'
import type { Runtime } from '../runtime'
import { eventText, HEARTBEAT, retryText } from './event-text'

const HEARTBEAT_MS = 15_000
/** A session that ended or rights that changed end the stream within so long. */
const RECHECK_MS = 15_000
const RETRY_MS = 2_000
/** So many chunks may wait for a slow reader; what comes then is replaced by one `reload`. */
const WAITING_CHUNKS_MAX = 32
/** A reader that takes nothing for so long is gone. */
const STALLED_MS = 60_000

export interface ChangeStreamRequest {
  readonly actor: Actor
  readonly headers: Headers
  readonly signal: AbortSignal
  /** The id of the last event heard; undefined for a new listener. */
  readonly after: number | undefined
  /** Default 15 s. */
  readonly recheckMs?: number
}

/**
 * What changed for one listener, filtered at each delivery by what the actor may see, until it leaves, its
 * session ends, its rights change or the server stops.
 * @throws AppError `too-many-streams`, `shutting-down`
 */
export function changeStream(app: Runtime, request: ChangeStreamRequest): ReadableStream<Uint8Array> {
  const listener = new ChangeListener(app, request)
  // Refused here, while the answer can still be a problem.
  listener.listen()
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => listener.open(controller),
      pull: () => listener.onRoom(),
      cancel: () => listener.stop(),
    },
    new CountQueuingStrategy({ highWaterMark: WAITING_CHUNKS_MAX }),
  )
}

class ChangeListener {
  readonly #app: Runtime
  readonly #request: ChangeStreamRequest
  readonly #rights: string
  readonly #encoder = new TextEncoder()
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined
  #timers: readonly NodeJS.Timeout[] = []
  #ready: Promise<void> = Promise.resolve()
  #leave = () => {}
  #hasMissed = false
  #fullSince: number | null = null

  constructor(app: Runtime, request: ChangeStreamRequest) {
    this.#app = app
    this.#request = request
    this.#rights = JSON.stringify(request.actor)
  }

  listen(): void {
    const { stop, ready } = this.#app.feed.listen({
      owner: this.#request.actor.id,
      hear: (batch) => this.#hear(batch),
      end: () => this.#end('stopping'),
    })
    this.#leave = stop
    this.#ready = ready
    this.#request.signal.addEventListener('abort', () => this.stop(), { once: true })
  }

  open(controller: ReadableStreamDefaultController<Uint8Array>): void {
    this.#controller = controller
    this.#write(retryText(RETRY_MS))
    this.#timers = [
      setInterval(() => this.#beat(), HEARTBEAT_MS),
      setInterval(() => void this.#recheck(), this.#request.recheckMs ?? RECHECK_MS),
    ]
    void this.#catchUp()
  }

  /** The reader takes again; what it missed meanwhile it reads anew. */
  onRoom(): void {
    this.#fullSince = null
    if (!this.#hasMissed) return
    this.#hasMissed = false
    this.#write(eventText({ event: 'reload', data: {} }))
  }

  stop(): void {
    this.#leave()
    for (const timer of this.#timers) clearInterval(timer)
    this.#controller = undefined
  }

  async #catchUp(): Promise<void> {
    const { after } = this.#request
    try {
      await this.#ready
      if (after !== undefined) this.#hear(await readSince(this.#app.db, after))
      this.#write(eventText({ event: 'ready', data: {} }))
    } catch (error) {
      this.#app.log.warn({ error }, 'A listener could not catch up.')
      this.#end('failed')
    }
  }

  #hear({ mark, changes, isLost }: Batch): void {
    const { actor } = this.#request
    const events = isLost
      ? [{ event: 'reload', data: {} }]
      : changes
          .filter((change) => mayHear(actor, change))
          .map((change) => ({ event: 'change', data: presentChange(change) }))
    // Only the last one moves the mark: a connection that breaks before it goes on from the batch before.
    const text = events.map((event, index) =>
      eventText({ ...event, ...(index === events.length - 1 && { id: mark }) }),
    )
    if (text.length > 0) this.#write(text.join(''))
  }

  #beat(): void {
    if (this.#fullSince !== null && performance.now() - this.#fullSince > STALLED_MS) this.#end('stalled')
    else this.#write(HEARTBEAT)
  }

  /** Fails closed: a listener that cannot be checked connects anew. */
  async #recheck(): Promise<void> {
    const { headers } = this.#request
    const actor = await identify(headers, this.#app).then(
      (identity) => identity.actor,
      () => undefined,
    )
    if (JSON.stringify(actor) !== this.#rights) this.#end('session')
  }

  #write(text: string): void {
    const controller = this.#controller
    if (controller === undefined) return
    if ((controller.desiredSize ?? 0) <= 0) {
      this.#hasMissed = true
      this.#fullSince ??= performance.now()
      return
    }
    controller.enqueue(this.#encoder.encode(text))
  }

  #end(reason: 'stopping' | 'session' | 'stalled' | 'failed'): void {
    const controller = this.#controller
    this.stop()
    if (controller === undefined) return
    controller.enqueue(this.#encoder.encode(eventText({ event: 'end', data: { reason } })))
    controller.close()
  }
}
