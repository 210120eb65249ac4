import 'server-only'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '@/lib/access/context'
import { connectionsOf } from '@/lib/connections/pool'
import { AppError } from '@/lib/core/errors'
import { guardedAgent } from '@/lib/registry/transport/egress'
import { openExchange } from '@/lib/registry/transport/exchange'
import { judge } from './rules/retry'
import { secretPlace } from './secret'
import { signatureOf } from './signature'
import { type Claim, claimDeliveries, saveAttempt } from './store/claims'

const POLL_MS = 1_000
const PAUSE_MS = 5_000
const TIMEOUT_MS = 10_000
/** What is read of an answer so that its connection can be used again. Only the status counts. */
const ANSWER_BYTES_MAX = 64 * 1024
/** So many tries are under way at once, and so many of them at one webhook. */
const LANES = 16
const LANES_PER_WEBHOOK = 4

export interface SenderOptions {
  /** A new context of the system for each look. */
  readonly context: () => Context
  /** Default 1,000. */
  readonly pollMs?: number
}

export interface Sender {
  /** Takes no more deliveries and waits for those on the way, ten seconds at most. */
  stop(): Promise<void>
}

/** Sends what webhooks are to be told until stopped. Several senders, in any processes, share one queue. */
export function startSender(options: SenderOptions): Sender {
  const stopping = new AbortController()
  const loop = new Loop(options)
  const done = loop.run(stopping.signal)
  return {
    async stop() {
      stopping.abort()
      await done
      await loop.close()
    },
  }
}

type Agent = ReturnType<typeof guardedAgent>

class Loop {
  readonly #options: SenderOptions
  readonly #running = new Map<Promise<void>, string>()
  #agent: Agent | undefined

  constructor(options: SenderOptions) {
    this.#options = options
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const ctx = this.#options.context()
      let waitMs = this.#options.pollMs ?? POLL_MS
      try {
        const claims = await claimDeliveries(ctx.db, {
          limit: LANES - this.#running.size,
          except: this.#busy(),
        })
        for (const claim of claims) this.#send(ctx, claim)
        if (claims.length > 0) waitMs = 0
      } catch (error) {
        ctx.log.warn({ error }, 'The sender of webhooks could not ask for work.')
        waitMs = PAUSE_MS
      }
      if (this.#running.size >= LANES) await Promise.race(this.#running.keys())
      await sleep(waitMs, undefined, { signal, ref: false }).catch(() => {})
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#running.keys())
    await this.#agent?.destroy()
  }

  /** One webhook that hangs must not keep the others waiting. */
  #busy(): readonly string[] {
    const counts = new Map<string, number>()
    for (const id of this.#running.values()) counts.set(id, (counts.get(id) ?? 0) + 1)
    return [...counts].filter(([, count]) => count >= LANES_PER_WEBHOOK).map(([id]) => id)
  }

  #send(ctx: Context, claim: Claim): void {
    this.#agent ??= guardedAgent(connectionsOf(ctx).egress, null)
    const sending = deliver(ctx, claim, this.#agent)
      .catch((error: unknown) =>
        ctx.log.warn({ error, delivery: claim.id }, 'A delivery could not be noted.'),
      )
      .finally(() => this.#running.delete(sending))
    this.#running.set(sending, claim.webhookId)
  }
}

/** One try: signs, sends, and writes down how it went. A try that cannot be noted is made again. */
async function deliver(ctx: Context, claim: Claim, agent: Agent): Promise<void> {
  const at = ctx.clock.now()
  const startedMs = performance.now()
  const answer = await post(ctx, claim, agent)
  const durationMs = Math.round(performance.now() - startedMs)
  const verdict = judge({ attempt: claim.attempt, status: answer.status, random: Math.random() })
  await saveAttempt(ctx.db, { claim, ...answer, at, durationMs, verdict })
}

async function post(
  ctx: Context,
  claim: Claim,
  agent: Agent,
): Promise<{ readonly status: number | null; readonly code: string | null }> {
  try {
    const secret = connectionsOf(ctx).unsealAt(secretPlace(claim.webhookId), claim.secretSealed)
    const seconds = Math.floor(ctx.clock.now() / 1000)
    const { status, body } = await openExchange(agent, {
      method: 'POST',
      url: new URL(claim.url),
      body: Buffer.from(claim.body),
      timeoutMs: TIMEOUT_MS,
      headers: {
        'content-type': 'application/json',
        'assay-event': claim.eventType,
        'assay-delivery': claim.id,
        'assay-attempt': String(claim.attempt),
        'assay-signature': signatureOf(secret, seconds, claim.body),
      },
    })
    await throwAway(body)
    return { status, code: null }
  } catch (error) {
    return { status: null, code: error instanceof AppError ? error.code : 'internal' }
  }
}

/** Whatever the body does, the status was heard. */
async function throwAway(body: Readable): Promise<void> {
  try {
    let bytes = 0
    for await (const chunk of body) {
      bytes += Buffer.byteLength(chunk)
      if (bytes > ANSWER_BYTES_MAX) return
    }
  } catch {
    body.destroy()
  }
}
