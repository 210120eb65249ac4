import 'server-only'
import type { Context } from '@/lib/access/context'
import { findRepositoryIds } from '@/lib/catalog/store/pulls'
import { findRegistryById } from '@/lib/catalog/store/registries'
import {
  addRepositories,
  findRepositoryToSync,
  type RepositoryToSync,
  recount,
  saveSynced,
} from '@/lib/catalog/store/save-repositories'
import { SYSTEM_ACTOR } from '@/lib/core/actor'
import { newId } from '@/lib/core/ids'
import type { Executor } from '@/lib/db/connection'
import { rebuildableTransaction } from '@/lib/db/transaction'
import { touchDigests } from '@/lib/golden/store/touches'
import { enqueue } from '@/lib/jobs/store/queue'
import { mayRemove } from '../doubt'
import { belongs, repositorySourceOf } from '../rules/repository-source'
import { saveLooks } from '../save-looks'
import type { OpenEvent } from '../store/inbox'
import { awaitTags, claimEvents, tallyEvents } from '../store/settle'
import type { RepositoryRead } from './read-repository'
import { countPulls } from './settle-pulls'

export interface SaveParts {
  readonly registryId: string
  readonly name: string
  readonly events: readonly OpenEvent[]
  readonly read: RepositoryRead
  /** When the events were read and the looks began. */
  readonly startedAt: number
}

/**
 * Writes what the registry said, together with the end of the events that made us ask, or with when to look again:
 * both or neither. Where another process was faster with all of the events, nothing is written.
 */
export async function saveRead(ctx: Context, parts: SaveParts): Promise<void> {
  const { registryId, name, events, read } = parts
  const isLossTrusted = hasLoss(read) ? await mayRemove(ctx, registryId) : true
  await rebuildableTransaction(ctx.db, async (tx) => {
    const at = ctx.clock.now()
    const claimed = await claimEvents(tx, settledOf(events, read), at)
    const waiting = await awaitEarly(tx, parts, at)
    if (claimed.length === 0 && waiting === 0) return
    await tallyEvents(tx, registryId, claimed)

    const repository = await repositoryFor(tx, parts, at)
    if (repository === undefined) return
    const hasChanged = await saveLooks(tx, {
      repository,
      known: read.known,
      listed: read.listed ?? new Set(),
      looks: read.looks,
      at,
      passStartedAt: parts.startedAt,
      mayRemove: isLossTrusted,
      learnedBy: 'notification',
      hints: read.hints,
      noticedSince: null,
    })
    if (read.listed !== null) await saveSynced(tx, repository.id, { at, hasChanged: true })
    else if (hasChanged) await recount(tx, repository.id)
    await touchDigests(tx, repository.id, deletedByDigest(claimed))
    if (read.needsSync) await queueSync(tx, { registryId, repository: name, at })

    const pulls = claimed.filter((event) => event.action === 'pull')
    await countPulls(tx, pulls, await findRepositoryIds(tx, registryId, [name]))
  })
}

function settledOf(events: readonly OpenEvent[], { early }: RepositoryRead): readonly OpenEvent[] {
  const waiting = new Set([...early.values()].flat())
  return events.filter((event) => !waiting.has(event))
}

async function awaitEarly(tx: Executor, { read, startedAt }: SaveParts, at: number): Promise<number> {
  let count = 0
  for (const [waitMs, events] of read.early) {
    count += await awaitTags(tx, events, { readAt: startedAt, dueAt: at + waitMs })
  }
  return count
}

/** No tag may tell of these: a child of an index has none, nor has a signature. */
function deletedByDigest(events: readonly OpenEvent[]): readonly string[] {
  return events.flatMap(({ action, tag, digest }) =>
    action === 'delete' && tag === null && digest !== null ? [digest] : [],
  )
}

function hasLoss({ looks, known }: RepositoryRead): boolean {
  return looks.some((look) => look.kind === 'absent' && known.has(look.name))
}

/** The repository, added when the registry confirmed that there is something in it. */
async function repositoryFor(
  tx: Executor,
  { registryId, name, read }: SaveParts,
  at: number,
): Promise<RepositoryToSync | undefined> {
  if (read.repository !== undefined) return read.repository
  if (!read.looks.some((look) => look.kind === 'moved')) return undefined
  const registry = await findRegistryById(tx, registryId)
  if (registry === undefined || !belongs(repositorySourceOf(registry), name)) return undefined
  await addRepositories(tx, registryId, { names: [name], at })
  return findRepositoryToSync(tx, registryId, name)
}

/** A comparison of the whole repository, for what the events do not name tag by tag. */
async function queueSync(
  tx: Executor,
  {
    registryId,
    repository,
    at,
  }: { readonly registryId: string; readonly repository: string; readonly at: number },
): Promise<void> {
  await enqueue(tx, {
    id: newId('job', at),
    kind: 'sync-repository',
    registryId,
    input: { registryId, repository },
    dedupeKey: `sync-repository:${registryId}:${repository}`,
    createdBy: SYSTEM_ACTOR.name,
    createdAt: at,
  })
}
