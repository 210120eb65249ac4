import 'server-only'
import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '@/lib/access/context'
import { holdInbox, releaseInbox } from '../store/endpoint'
import { listDueRegistries } from '../store/inbox'
import { pruneInbox } from '../store/settle'
import { drainRegistry, type RegistryMemory } from './drain-registry'
import type { NotificationInbox } from './inbox'

/** For what other processes took in, and for what was put off. */
const POLL_MS = 500
/** What arrives within it is dealt with together. */
const GATHER_MS = 40
const PAUSE_MS = 5_000
const HOLD_EVERY_MS = 2_000
const PRUNE_EVERY_MS = 10 * 60_000

export interface DrainerOptions {
  /** A new context of the system. */
  readonly context: (signal: AbortSignal) => Context
  readonly inbox: NotificationInbox
}

export interface Drainer {
  /** Stops reading; what is not dealt with stays in the inbox. */
  stop(): Promise<void>
}

/** Deals with the inboxes of all registries until stopped. Of several processes one works on each inbox at a time. */
export function startDrainer(options: DrainerOptions): Drainer {
  const stopping = new AbortController()
  setMaxListeners(0, stopping.signal)
  const work: Work = {
    ctx: options.context(stopping.signal),
    owner: `${process.pid}-${randomUUID()}`,
    memories: new Map(),
    running: new Map(),
  }
  let wake = new AbortController()
  const stopListening = options.inbox.onDelivery(() => wake.abort())
  const loop = async () => {
    while (!stopping.signal.aborted) {
      wake = new AbortController()
      const waitMs = await startDue(work)
      await sleep(GATHER_MS)
      await sleep(waitMs, undefined, { signal: AbortSignal.any([wake.signal, stopping.signal]) }).catch(
        () => {},
      )
    }
  }
  const ended = loop()
  return {
    async stop() {
      stopListening()
      stopping.abort()
      await ended
      await Promise.all(work.running.values())
    },
  }
}

interface Work {
  readonly ctx: Context
  readonly owner: string
  readonly memories: Map<string, RegistryMemory & { prunedAt: number }>
  readonly running: Map<string, Promise<void>>
}

/** Starts work on each inbox with something due. Answers how long to wait before looking again. */
async function startDue(work: Work): Promise<number> {
  const { ctx, running } = work
  try {
    for (const id of await listDueRegistries(ctx.db.query, ctx.clock.now())) {
      if (running.has(id)) continue
      const run = drainHeld(work, id)
        .catch((error: unknown) => {
          if (!ctx.signal.aborted) ctx.log.warn({ error, registryId: id }, 'An inbox could not be worked on.')
        })
        .finally(() => running.delete(id))
      running.set(id, run)
    }
    return POLL_MS
  } catch (error) {
    ctx.log.warn({ error }, 'The inboxes could not be looked at.')
    return PAUSE_MS
  }
}

async function drainHeld({ ctx, owner, memories }: Work, registryId: string): Promise<void> {
  if (!(await holdInbox(ctx.db, registryId, owner))) return
  const hold = setInterval(() => {
    holdInbox(ctx.db, registryId, owner).catch((error: unknown) =>
      ctx.log.warn({ error }, 'An inbox could not be held.'),
    )
  }, HOLD_EVERY_MS)
  const memory = memories.get(registryId) ?? { readAt: new Map(), prunedAt: 0 }
  memories.set(registryId, memory)
  try {
    while (!ctx.signal.aborted && (await drainRegistry(ctx, registryId, memory)));
    if (ctx.clock.now() - memory.prunedAt > PRUNE_EVERY_MS) {
      memory.prunedAt = ctx.clock.now()
      await pruneInbox(ctx.db.query, registryId, memory.prunedAt)
    }
  } finally {
    clearInterval(hold)
    await releaseInbox(ctx.db, registryId, owner)
  }
}
