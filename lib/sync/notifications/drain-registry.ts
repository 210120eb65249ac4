import 'server-only'
import type { Context } from '@/lib/access/context'
import { ManifestSource } from '@/lib/catalog/manifest-source'
import { forEachOf, limiterOf } from '@/lib/connections/limiter'
import { isOurs } from '@/lib/connections/rules/failures'
import { noteHealth } from '@/lib/connections/use-cases/note-health'
import { AppError } from '@/lib/core/errors'
import type { TagTools } from '../look-at-tag'
import { type DueRepository, listDueEvents, listDueRepositories, type OpenEvent } from '../store/inbox'
import { postponeEvents } from '../store/settle'
import { readRepository } from './read-repository'
import { saveRead } from './save-read'
import { settleCounted } from './settle-pulls'

/** Between two reads of one repository: what comes meanwhile is read together. What was looked for before is not. */
export const DEBOUNCE_MS = 2_000
const REPOSITORIES_AT_ONCE = 8
const REPOSITORIES_PER_ROUND = 64
const EVENTS_PER_READ = 2_000
const RETRY_MS = 5_000
const RETRY_MAX_MS = 60_000

/** What a process remembers of one registry between rounds. */
export interface RegistryMemory {
  /** When each repository was last read. */
  readonly readAt: Map<string, number>
}

/** Deals with what is due in one registry's inbox. Answers whether there may be more to do at once. */
export async function drainRegistry(
  ctx: Context,
  registryId: string,
  memory: RegistryMemory,
): Promise<boolean> {
  const isMore = await settleCounted(ctx, registryId)
  const now = ctx.clock.now()
  const due = await listDueRepositories(ctx.db.query, registryId, now)
  const ready = due.filter(({ name, isLookedFor }) => isLookedFor || isRested(memory, name, now))
  const repositories = ready.slice(0, REPOSITORIES_PER_ROUND)
  if (repositories.length === 0) return isMore

  const client = await ctx.registries.client(registryId)
  const limiter = limiterOf(registryId)
  const { signal } = ctx
  const source = new ManifestSource({ client, limiter, db: ctx.db, signal, now: () => ctx.clock.now() })
  const round = { registryId, memory, tools: { client, limiter, source, signal } }
  await forEachOf(repositories, { max: REPOSITORIES_AT_ONCE, signal }, (one) => readOne(ctx, one, round))
  forgetLongAgo(memory, now)
  return isMore || ready.length > repositories.length
}

interface Round {
  readonly registryId: string
  readonly memory: RegistryMemory
  readonly tools: TagTools
}

async function readOne(
  ctx: Context,
  { name }: DueRepository,
  { registryId, memory, tools }: Round,
): Promise<void> {
  const startedAt = ctx.clock.now()
  const isOnlyLookedFor = !isRested(memory, name, startedAt)
  if (!isOnlyLookedFor) memory.readAt.set(name, startedAt)
  const place = { registryId, repository: name, now: startedAt, isOnlyLookedFor }
  const events = await listDueEvents(ctx.db.query, place, EVENTS_PER_READ)
  if (events.length === 0) return
  try {
    const read = await readRepository(ctx, { registryId, name, events, tools })
    await saveRead(ctx, { registryId, name, events, read, startedAt })
    tools.source.markSaved(
      read.looks.flatMap((look) => (look.kind === 'moved' ? look.additions.map(({ digest }) => digest) : [])),
    )
    if (read.looks.length > 0) await noteHealth(ctx, registryId, { isUp: true })
  } catch (error) {
    ctx.signal.throwIfAborted()
    await putOff(ctx, registryId, { events, error })
  }
}

/** The registry could not be asked: the events wait, each time longer. */
async function putOff(
  ctx: Context,
  registryId: string,
  { events, error }: { readonly events: readonly OpenEvent[]; readonly error: unknown },
): Promise<void> {
  const attempts = events.reduce((most, event) => Math.max(most, event.attempts), 0)
  const waitMs = Math.min(RETRY_MS * 2 ** attempts, RETRY_MAX_MS)
  await postponeEvents(ctx.db.query, events, ctx.clock.now() + waitMs)
  if (!(error instanceof AppError)) throw error
  if (!isOurs(error.code)) await noteHealth(ctx, registryId, { isUp: false, code: error.code })
}

function isRested({ readAt }: RegistryMemory, name: string, now: number): boolean {
  return now - (readAt.get(name) ?? 0) >= DEBOUNCE_MS
}

function forgetLongAgo({ readAt }: RegistryMemory, now: number): void {
  for (const [name, at] of readAt) if (now - at > DEBOUNCE_MS) readAt.delete(name)
}
