import 'server-only'
import type { Context } from '@/lib/access/context'
import { addManifestPulls, addTagPulls, findRepositoryIds } from '@/lib/catalog/store/pulls'
import type { Executor } from '@/lib/db/connection'
import { rebuildableTransaction } from '@/lib/db/transaction'
import { touchDigests } from '@/lib/golden/store/touches'
import { listCounted, type OpenEvent } from '../store/inbox'
import { claimEvents, reopenForLook, tallyEvents } from '../store/settle'

const EVENTS_PER_COMMIT = 500

/** Counts the next events that ask for no look. Answers whether there may be more. */
export async function settleCounted(ctx: Context, registryId: string): Promise<boolean> {
  const events = await listCounted(ctx.db.query, registryId, EVENTS_PER_COMMIT)
  if (events.length === 0) return false

  const at = ctx.clock.now()
  await rebuildableTransaction(ctx.db, async (tx) => {
    const claimed = await claimEvents(tx, events, at)
    const pulls = claimed.filter((event) => event.effect === 'pull' || event.effect === 'resolve')
    const attached = claimed.filter((event) => event.effect === 'attach')
    const named = [...pulls, ...attached].map((event) => event.repository)
    const ids = await findRepositoryIds(tx, registryId, [...new Set(named)])
    await touchAttached(tx, attached, ids)
    const strange = new Set(await countPulls(tx, pulls, ids))
    await reopenForLook(tx, [...strange], at)
    await tallyEvents(
      tx,
      registryId,
      claimed.filter((event) => !strange.has(event)),
    )
  })
  return events.length === EVENTS_PER_COMMIT
}

/** Tells golden lines of manifests without a tag, which may be attached to one of their images. */
async function touchAttached(
  tx: Executor,
  events: readonly OpenEvent[],
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  for (const repository of new Set(events.map((event) => event.repository))) {
    const id = ids.get(repository)
    const own = events.filter((event) => event.repository === repository)
    if (id !== undefined)
      await touchDigests(
        tx,
        id,
        own.flatMap(({ digest }) => digest ?? []),
      )
  }
}

/** Counts pulls of tags and downloads of manifests. Answers the events of tags that the index does not have. */
export async function countPulls(
  tx: Executor,
  events: readonly OpenEvent[],
  ids: ReadonlyMap<string, string>,
): Promise<readonly OpenEvent[]> {
  const strange: OpenEvent[] = []
  for (const { repository, tag, digest, at, events: group } of grouped(events)) {
    const id = ids.get(repository)
    const count = { pulls: group.length, at }
    const hasTag = id !== undefined && tag !== null && (await addTagPulls(tx, id, { ...count, tag }))
    if (tag !== null && !hasTag) strange.push(...group)
    else if (id !== undefined && digest !== null) await addManifestPulls(tx, id, { ...count, digest })
  }
  return strange
}

interface Group {
  readonly repository: string
  readonly tag: string | null
  /** Of the manifest that was fetched; null where only its name was asked for. */
  readonly digest: string | null
  at: number
  readonly events: OpenEvent[]
}

/** Events of one tag and digest together, so that a storm of pulls is one write. */
function grouped(events: readonly OpenEvent[]): Iterable<Group> {
  const groups = new Map<string, Group>()
  for (const event of events) {
    const { repository, tag } = event
    const digest = event.effect === 'pull' ? event.digest : null
    const key = `${repository} ${tag} ${digest}`
    const group = groups.get(key) ?? { repository, tag, digest, at: -1, events: [] }
    group.at = Math.max(group.at, event.occurred_at)
    group.events.push(event)
    groups.set(key, group)
  }
  return groups.values()
}
