import 'server-only'
import type { Context } from '@/lib/access/context'
import type { TagHint } from '@/lib/catalog/rules/tag-event'
import { findRepositoryToSync, type RepositoryToSync } from '@/lib/catalog/store/save-repositories'
import { type KnownTag, listTagsNamed } from '@/lib/catalog/store/save-tags'
import { readTagNames } from '@/lib/catalog/store/tag-names'
import { forEachOf, REQUESTS_PER_REGISTRY } from '@/lib/connections/limiter'
import { isTagName, parseRepositoryName, type RepositoryName, type TagName } from '@/lib/oci/name'
import { RegistryNotFoundError } from '@/lib/registry/errors'
import { lookAtTag, type TagLook, type TagTools } from '../look-at-tag'
import { earlyWaitOf, eventsByTag, hintOf, isKnownWrite, mayWait } from '../rules/named-tags'
import { listNewestOpen, type OpenEvent } from '../store/inbox'

const TAGS_OF_DIGEST_MAX = 1_000
/** A repository met for the first time is read whole when it has no more tags than that. */
const FIRST_TAGS_MAX = 200
/** So many of the other open events of a repository may explain what is found. */
const OTHERS_MAX = 1_000

export interface RepositoryRead {
  /** Undefined while the index has no such repository. */
  readonly repository: RepositoryToSync | undefined
  readonly known: ReadonlyMap<string, KnownTag>
  /** What is to be written. */
  readonly looks: readonly TagLook[]
  readonly hints: ReadonlyMap<string, TagHint>
  /** Every tag of it, when it was met for the first time and is small; null otherwise. */
  readonly listed: ReadonlySet<string> | null
  /** It has more that nobody has looked at yet. */
  readonly needsSync: boolean
  /** The events of tags pushed to that the registry does not show yet, by the milliseconds until the next look. */
  readonly early: ReadonlyMap<number, readonly OpenEvent[]>
}

export interface ReadParts {
  readonly registryId: string
  readonly name: string
  readonly events: readonly OpenEvent[]
  readonly tools: TagTools
}

/** Asks the registry for what the tags named by events are now, and for nothing else. @throws AppError when it cannot be asked */
export async function readRepository(ctx: Context, parts: ReadParts): Promise<RepositoryRead> {
  const name = parseRepositoryName(parts.name)
  const repository = await findRepositoryToSync(ctx.db.query, parts.registryId, name)
  const events = await groupEvents(ctx, repository, parts.events)
  const isWhole = parts.events.some((event) => event.tag === null && event.digest === null)
  const isFirst = repository === undefined || repository.synced_at === null
  const wanted = await unknownWrites(ctx, repository, events)
  const isNew = isFirst && wanted.length > 0 && !wasListed(repository, parts.events)
  const all = isNew ? await listAll(parts.tools, name) : null
  const listed = all !== null && all.length <= FIRST_TAGS_MAX ? new Set<string>(all) : null

  const names = [...new Set([...wanted, ...(listed ?? [])])].filter(isTagName)
  const known = await readKnown(ctx, repository, names)
  const looks = await lookAtAll(parts.tools, { name, names, known })
  const found = { events, others: await groupOthers(ctx, parts), looks, known }
  const waits = waitsOf(found)
  const early = earlyEvents(events, waits)
  const kept = looks.filter((look) => {
    if (!waits.has(look.name) || listed?.has(look.name)) return true
    return look.kind === 'moved' && (isNew || !events.get(look.name)?.every(mayWait))
  })
  return {
    repository,
    known,
    looks: kept,
    hints: hintsOf({ ...found, looks: kept }),
    listed,
    needsSync: isWhole || (all !== null && listed === null),
    early,
  }
}

/** Whether the read that found these events too early has listed the repository, and saved it or queued its comparison. */
function wasListed(repository: RepositoryToSync | undefined, events: readonly OpenEvent[]): boolean {
  return repository !== undefined && events.every((event) => event.early_looks > 0)
}

type Grouped = ReadonlyMap<string, readonly OpenEvent[]>

async function groupEvents(
  ctx: Context,
  repository: RepositoryToSync | undefined,
  events: readonly OpenEvent[],
): Promise<Grouped> {
  if (repository === undefined) return eventsByTag(events, () => [])
  const imageOf = (digest: string) => ({ repositoryId: repository.id, digest })
  const digests = new Set(events.flatMap(({ tag, digest }) => (tag === null ? (digest ?? []) : [])))
  const tagsOf = await readTagNames(ctx.db, [...digests].map(imageOf), TAGS_OF_DIGEST_MAX)
  return eventsByTag(events, (digest) => tagsOf(imageOf(digest)))
}

/** Open events of the same repository beside those that are dealt with: they wait, or came while we looked. */
async function groupOthers(ctx: Context, { registryId, name, events }: ReadParts): Promise<Grouped> {
  const place = { registryId, repository: name }
  const open = await listNewestOpen(ctx.db.query, place, OTHERS_MAX)
  const ours = new Set(events.map((event) => event.sequence))
  return eventsByTag(
    open.filter((event) => !ours.has(event.sequence)),
    () => [],
  )
}

/** The tags to look at: all but those about which only our own writes tell, and nothing new. */
async function unknownWrites(
  ctx: Context,
  repository: RepositoryToSync | undefined,
  events: Grouped,
): Promise<readonly string[]> {
  const known = await readKnown(ctx, repository, [...events.keys()])
  return [...events]
    .filter(([tag, about]) => !about.every((event) => isKnownWrite(event, known.get(tag))))
    .map(([tag]) => tag)
}

async function readKnown(
  ctx: Context,
  repository: RepositoryToSync | undefined,
  names: readonly string[],
): Promise<ReadonlyMap<string, KnownTag>> {
  if (repository === undefined) return new Map()
  const tags = await listTagsNamed(ctx.db.query, repository.id, names)
  return new Map(tags.map((tag) => [tag.name, tag]))
}

/** Empty for a repository the registry does not have. */
async function listAll(
  { client, limiter, signal }: TagTools,
  name: RepositoryName,
): Promise<readonly TagName[]> {
  try {
    return (await limiter.run(() => client.listTags(name, { signal }))).tags
  } catch (error) {
    if (error instanceof RegistryNotFoundError) return []
    throw error
  }
}

interface Names {
  readonly name: RepositoryName
  readonly names: readonly TagName[]
  readonly known: ReadonlyMap<string, KnownTag>
}

async function lookAtAll(tools: TagTools, { name: repository, names, known }: Names) {
  const looks: TagLook[] = []
  await forEachOf(names, { max: REQUESTS_PER_REGISTRY, signal: tools.signal }, async (name) => {
    looks.push(await lookAtTag(tools, { repository, name, known: known.get(name) }))
  })
  tools.signal.throwIfAborted()
  return looks
}

interface Found {
  readonly events: Grouped
  readonly others: Grouped
  readonly looks: readonly TagLook[]
  readonly known: ReadonlyMap<string, KnownTag>
}

/** The tags that events told of too early, and how long to wait for each: not where a later event explains what is there. */
function waitsOf({ events, others, looks, known }: Found): ReadonlyMap<string, number> {
  const waits = new Map<string, number>()
  for (const look of looks) {
    const digest = digestNow(look, known)
    const about = events.get(look.name) ?? []
    const waitMs = earlyWaitOf(about, digest)
    if (waitMs === null || digest === undefined) continue
    const newest = about.at(-1)?.sequence ?? 0
    const later = others.get(look.name)?.filter((event) => event.sequence > newest)
    if (hintOf(later ?? [], digest) === undefined) waits.set(look.name, waitMs)
  }
  return waits
}

/** An event that speaks of a tag not there yet waits with it, whatever else it speaks of, and only so often. */
function earlyEvents(
  events: Grouped,
  waits: ReadonlyMap<string, number>,
): ReadonlyMap<number, readonly OpenEvent[]> {
  const early = new Map<number, OpenEvent[]>()
  for (const [tag, waitMs] of waits) {
    const waiting = early.get(waitMs) ?? []
    waiting.push(...(events.get(tag) ?? []).filter(mayWait))
    early.set(waitMs, waiting)
  }
  return early
}

function hintsOf({ events, others, looks, known }: Found): ReadonlyMap<string, TagHint> {
  const hints = new Map<string, TagHint>()
  for (const look of looks) {
    const digest = digestNow(look, known)
    if (digest === undefined) continue
    const hint = hintOf(events.get(look.name) ?? [], digest) ?? hintOf(others.get(look.name) ?? [], digest)
    if (hint !== undefined) hints.set(look.name, hint)
  }
  return hints
}

/** What the tag names now; null when it is gone, undefined when nobody could tell. */
function digestNow(look: TagLook, known: ReadonlyMap<string, KnownTag>): string | null | undefined {
  switch (look.kind) {
    case 'moved':
      return look.digest
    case 'absent':
      return null
    case 'unchanged':
      return known.get(look.name)?.digest ?? undefined
    case 'failed':
      return undefined
  }
}
