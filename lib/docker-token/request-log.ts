import 'server-only'
import type { Context } from '@/lib/access/context'
import type { Database } from '@/lib/db/connection'
import { rebuildableTransaction } from '@/lib/db/transaction'
import type { TokenRequest } from './service'
import { addRequests, addTally, hasService } from './store/requests'

const WRITE_AFTER_MS = 2_000
const LAST_MAX = 50
const DAY_MS = 86_400_000

interface Waiting {
  readonly db: Database
  readonly counts: Map<
    string,
    { registryId: string; outcome: TokenRequest['outcome']; requests: number; lastAt: number }
  >
  /** By registry, the newest at the end. */
  readonly last: Map<string, TokenRequest[]>
}

declare global {
  /** Shared by all parts the server is bundled in: written when it ends, too. */
  var assayTokenRequests: Waiting | undefined
}

/** Counts a request for a token and keeps the last ones, in memory for 2 s: no request waits for a write. */
export function noteRequest(ctx: Context, request: TokenRequest): void {
  const waiting = waitingFor(ctx)
  const key = `${request.registryId} ${request.outcome} ${Math.floor(request.at / DAY_MS)}`
  const count = waiting.counts.get(key)
  waiting.counts.set(key, {
    registryId: request.registryId,
    outcome: request.outcome,
    requests: (count?.requests ?? 0) + 1,
    lastAt: request.at,
  })
  const last = waiting.last.get(request.registryId) ?? []
  waiting.last.set(request.registryId, last)
  last.push(request)
  if (last.length > LAST_MAX) last.shift()
}

/** Writes what was counted since the last time. What cannot be written is lost: it is a help, not a record. */
export async function writeRequests({ clock, log }: Pick<Context, 'clock' | 'log'>): Promise<void> {
  const waiting = globalThis.assayTokenRequests
  globalThis.assayTokenRequests = undefined
  if (waiting === undefined) return
  try {
    await rebuildableTransaction(waiting.db, async (tx) => {
      for (const [registryId, requests] of waiting.last) {
        if (!(await hasService(tx, registryId))) continue
        const counts = [...waiting.counts.values()].filter((count) => count.registryId === registryId)
        for (const count of counts) await addTally(tx, registryId, count)
        await addRequests(tx, registryId, { requests, now: clock.now() })
      }
    })
  } catch (error) {
    log.warn({ error }, 'the count of token requests could not be written')
  }
}

function waitingFor(ctx: Context): Waiting {
  const current = globalThis.assayTokenRequests
  if (current !== undefined && current.db === ctx.db) return current
  const waiting: Waiting = { db: ctx.db, counts: new Map(), last: new Map() }
  globalThis.assayTokenRequests = waiting
  setTimeout(() => {
    if (globalThis.assayTokenRequests === waiting) void writeRequests(ctx)
  }, WRITE_AFTER_MS).unref()
  return waiting
}
