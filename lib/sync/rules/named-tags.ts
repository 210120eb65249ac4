import type { TagHint } from '@/lib/catalog/rules/tag-event'

/** An event of one repository, as the inbox has it. */
export interface NamedEvent {
  readonly action: string
  readonly effect: string
  readonly tag: string | null
  readonly digest: string | null
  readonly actor_name: string | null
  readonly client: string | null
  readonly occurred_at: number
}

/** What a tag is in the index. */
export interface IndexedTag {
  readonly name: string
  readonly digest: string | null
}

/** The tags each event speaks of. The deletion of a manifest speaks of every tag that the index has on it. */
export function eventsByTag<E extends NamedEvent>(
  events: readonly E[],
  tagsOfDigest: (digest: string) => readonly string[],
): ReadonlyMap<string, readonly E[]> {
  const named = new Map<string, E[]>()
  for (const event of events) {
    const tags = event.tag === null ? tagsOfDigest(event.digest ?? '') : [event.tag]
    for (const tag of tags) {
      const about = named.get(tag)
      if (about === undefined) named.set(tag, [event])
      else about.push(event)
    }
  }
  return named
}

/** Whether an event of our own write tells nothing new: the index says the same already. */
export function isKnownWrite(event: NamedEvent, indexed: IndexedTag | undefined): boolean {
  if (event.effect !== 'check') return false
  if (event.action === 'delete')
    return indexed === undefined || (event.tag === null && indexed.digest !== event.digest)
  return indexed !== undefined && indexed.digest === event.digest
}

/** So often a tag is looked for again that an event told of too early. */
const EARLY_LOOKS_MAX = 3
const EARLY_MS = 200

/** An event that may have waited for its tag before. */
export interface LookedForEvent extends NamedEvent {
  /** How often its tag was not what it says, or not yet. */
  readonly early_looks: number
}

/** Whether an event may wait for another look at its tag. */
export function mayWait({ early_looks }: LookedForEvent): boolean {
  return early_looks < EARLY_LOOKS_MAX
}

/**
 * How long to wait for the next look, where the last write that events tell of is a push which the registry does not
 * show yet: it tells of a manifest before it writes the tag. Null where there is nothing to wait for. `found` is what
 * the tag names, null where there is none, undefined where nobody could tell.
 */
export function earlyWaitOf(
  events: readonly LookedForEvent[],
  found: string | null | undefined,
): number | null {
  const last = events.findLast(({ action }) => action === 'push' || action === 'delete')
  if (last?.action !== 'push' || last.digest === null || found === undefined) return null
  return found !== last.digest && mayWait(last) ? EARLY_MS * 2 ** last.early_looks : null
}

/**
 * The event that explains what the registry said of a tag: the last of those that say the same. `digest` is null
 * when the tag is gone. Pulls explain nothing.
 */
export function hintOf(events: readonly NamedEvent[], digest: string | null): TagHint | undefined {
  const fits = (event: NamedEvent) =>
    digest === null ? event.action === 'delete' : event.action === 'push' && event.digest === digest
  const event = events.findLast(fits)
  return event && { digest, at: event.occurred_at, actor: event.actor_name, client: event.client }
}
