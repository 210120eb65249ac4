/** A decision about a channel, as far as it changes what is in it. */
export interface ChannelEvent {
  readonly channel: string | null
  readonly versionId: string | null
  readonly verb: string
  readonly actorKind: string
  readonly actorId: string
  readonly actorName: string
  readonly reason: string | null
  readonly at: number
}

const ENTERING: ReadonlySet<string> = new Set(['promote', 'rollback', 'break-glass'])
const HOUR_MS = 60 * 60 * 1000

/** Whether a decision brought a version into a channel. */
export function isEntry({ verb }: { readonly verb: string }): boolean {
  return ENTERING.has(verb)
}

/** The decision that brought what is in a channel now; undefined while it is empty. Events are in their order. */
export function lastEntry<E extends ChannelEvent>(events: readonly E[], channel: string): E | undefined {
  return events.findLast((event) => event.channel === channel && isEntry(event))
}

/** What was in a channel when something came into it; null where it was empty, and for what brought nothing in. */
export function entered<E extends ChannelEvent>(
  events: readonly E[],
  entry: E,
): { from: string | null } | null {
  if (!isEntry(entry)) return null
  const before = events.slice(0, events.indexOf(entry))
  return { from: entry.channel === null ? null : (lastEntry(before, entry.channel)?.versionId ?? null) }
}

/**
 * Since when a version is in each channel, or from when it was there long enough. One that left before its soak was
 * over has to begin again.
 */
export function staysOf(
  events: readonly ChannelEvent[],
  versionId: string,
  soakHours: number,
): ReadonlyMap<string, number> {
  const since = new Map<string, number>()
  const entries = events.filter(isEntry)
  for (const [index, { channel, at, versionId: entered }] of entries.entries()) {
    if (channel === null || entered !== versionId) continue
    const left = entries.slice(index + 1).find((later) => later.channel === channel)?.at
    if (left === undefined || left - at >= soakHours * HOUR_MS) since.set(channel, at)
  }
  return since
}

/** The versions that were in a channel before what is there now, the last first, each once. */
export function formerVersions(
  events: readonly ChannelEvent[],
  channel: string,
  current: string | null,
): readonly string[] {
  const ids = events
    .filter((event) => event.channel === channel && isEntry(event))
    .flatMap(({ versionId }) => versionId ?? [])
  return [...new Set(ids.toReversed())].filter((id) => id !== current)
}

/** Who agreed to bring a version into a channel since it changed last, each person once. */
export function agreedTo(
  events: readonly ChannelEvent[],
  channel: string,
  versionId: string,
): readonly ChannelEvent[] {
  const own = events.filter((event) => event.channel === channel)
  const start = own.findLastIndex(isEntry)
  const people = new Set<string>()
  return own.slice(start + 1).filter((event) => {
    const counts = event.verb === 'approve-promotion' && event.versionId === versionId
    if (!counts || people.has(event.actorId)) return false
    people.add(event.actorId)
    return true
  })
}

/** The version that somebody, but not all, agreed to bring into a channel since it changed last; null for none. */
export function waitingFor(events: readonly ChannelEvent[], channel: string): string | null {
  const own = events.filter((event) => event.channel === channel)
  const start = own.findLastIndex(isEntry)
  return own.slice(start + 1).findLast(({ verb }) => verb === 'approve-promotion')?.versionId ?? null
}

/** Who holds a channel, while somebody does. */
export function heldBy<E extends ChannelEvent>(events: readonly E[], channel: string): E | undefined {
  const last = events.findLast(
    (event) => event.channel === channel && (event.verb === 'hold' || event.verb === 'release'),
  )
  return last?.verb === 'hold' ? last : undefined
}
