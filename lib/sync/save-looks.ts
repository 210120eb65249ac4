import 'server-only'
import { lastSeenOf } from '@/lib/catalog/rules/last-seen'
import type { LearnedBy, TagHint } from '@/lib/catalog/rules/tag-event'
import { listLost, withDescendants } from '@/lib/catalog/store/known'
import { saveManifests, saveMembership } from '@/lib/catalog/store/save-manifests'
import { holdRepository, type RepositoryToSync } from '@/lib/catalog/store/save-repositories'
import {
  type KnownTag,
  listTagsNamed,
  type MovedTag,
  markTagMissing,
  removeTag,
  saveMovedTags,
  saveSeenTags,
  saveTagProblems,
} from '@/lib/catalog/store/save-tags'
import { explainTagEvent, recordTagEvents } from '@/lib/catalog/store/tag-events'
import { tellTagChanges } from '@/lib/catalog/tell-changes'
import { announce } from '@/lib/changes/announce'
import { SYSTEM_ACTOR } from '@/lib/core/actor'
import type { Executor } from '@/lib/db/connection'
import { queueTidy } from '@/lib/jobs/queue-tidy'
import type { TagLook } from './look-at-tag'
import { absenceOf, isUnannounced, moveOf, type TagChange } from './rules/tag-history'
import { withoutDeletions } from './without-deletions'

export interface Looks {
  readonly repository: RepositoryToSync
  readonly known: ReadonlyMap<string, KnownTag>
  readonly listed: ReadonlySet<string>
  readonly looks: readonly TagLook[]
  readonly at: number
  /** When the pass began: a tag missing since before it has been missed twice. */
  readonly passStartedAt: number
  /** False when the registry is to be doubted: then what is gone is noted and stays. */
  readonly mayRemove: boolean
  readonly learnedBy: LearnedBy
  /** What the registry's own events said of tags, by tag. */
  readonly hints: ReadonlyMap<string, TagHint>
  /** Since when the registry tells of changes by events, null when it does not: what none told since is marked. */
  readonly noticedSince: number | null
}

/** Where no event said anything. */
export const NO_HINTS: ReadonlyMap<string, TagHint> = new Map()

/** Writes what the registry said of some tags of a repository. True when a row changed its meaning. */
export async function saveLooks(tx: Executor, given: Looks): Promise<boolean> {
  const { repository, at } = given
  const looks = await withoutDeletions(tx, repository.id, given.looks)
  const input: Looks = { ...given, looks }
  const current = await readCurrent(tx, input)
  const changes = new Map<string, TagChange>()

  const isMoved = await saveMoves(tx, input, { current, changes })
  const seen = looks.filter((look) => look.kind === 'unchanged').map((look) => look.name)
  await saveSeenTags(tx, repository.id, { names: seen, at })
  const isProblem = await saveProblems(tx, input)
  const isRemoved = await settleAbsent(tx, input, { current, changes })
  if (isProblem) await announce(tx, { topic: `repository:${repository.id}`, what: 'sync' })
  if (isRemoved) await queueTidy(tx, { by: SYSTEM_ACTOR.name, at })
  await recordHistory(tx, input, changes)
  return isMoved || isProblem || isRemoved
}

type CurrentTags = ReadonlyMap<string, KnownTag>

interface Settling {
  readonly current: CurrentTags
  readonly changes: Map<string, TagChange>
}

/** The tags that may change as they are now: another pass may have been here since this one read them. */
async function readCurrent(tx: Executor, { repository, looks }: Looks): Promise<CurrentTags> {
  const names = looks.flatMap((look) => (look.kind === 'moved' || look.kind === 'absent' ? look.name : []))
  if (names.length === 0) return new Map()
  await holdRepository(tx, repository.id)
  const tags = await listTagsNamed(tx, repository.id, names)
  return new Map(tags.map((tag) => [tag.name, tag]))
}

async function saveMoves(tx: Executor, input: Looks, { current, changes }: Settling): Promise<boolean> {
  const { repository, looks, hints, at } = input
  const moved = await withoutLost(tx, looks)
  const additions = moved.flatMap((look) => look.additions)
  await saveManifests(tx, additions)
  const named = moved.map((look) => look.digest)
  await saveMembership(tx, repository.id, { digests: await withDescendants(tx, named), at })
  const tags: MovedTag[] = []
  for (const { name, digest } of moved) {
    const before = current.get(name)
    const repositorySyncedAt = repository.synced_at
    const change = moveOf({ digest, before, repositorySyncedAt, hint: hints.get(name), at })
    if (change !== null) changes.set(name, change)
    if (change !== null) tags.push({ name, digest, isNew: before === undefined, ...pushWindow(change) })
  }
  await saveMovedTags(tx, repository.id, { tags, at })
  return tags.length > 0
}

/** An event gives the moment; else the push was between two looks. */
function pushWindow({ hint, afterAt, beforeAt }: TagChange) {
  if (hint === null) return { pushedAfter: afterAt, pushedBefore: beforeAt }
  const moment = Math.min(hint.at, beforeAt)
  return { pushedAfter: moment, pushedBefore: moment }
}

type MovedLook = Extract<TagLook, { readonly kind: 'moved' }>

/**
 * Tags whose manifest was indexed when it was looked up and has been dropped since, as nothing held it then,
 * are left as they are: the next pass finds them moved still and fetches anew.
 */
async function withoutLost(tx: Executor, looks: readonly TagLook[]): Promise<readonly MovedLook[]> {
  const moved = looks.filter((look) => look.kind === 'moved')
  const trusted = moved.filter((look) => look.additions.length === 0).map((look) => look.digest)
  const lost = await listLost(tx, trusted)
  return lost.size === 0 ? moved : moved.filter((look) => !lost.has(look.digest))
}

/** A tag the registry lists but cannot give stays, with the reason. */
async function saveProblems(tx: Executor, { repository, looks, known, listed, at }: Looks): Promise<boolean> {
  const problems = looks.flatMap((look) => {
    const code = problemOf(look, listed)
    if (code === null) return []
    const before = known.get(look.name)
    const lastSeenAt = before === undefined ? at : lastSeenOf(before, repository.synced_at)
    return { name: look.name, code, lastSeenAt, isNew: before === undefined }
  })
  await saveTagProblems(tx, repository.id, { problems, at })
  return problems.some((problem) => problem.isNew)
}

function problemOf(look: TagLook, listed: ReadonlySet<string>): string | null {
  if (look.kind === 'failed') return look.code
  return look.kind === 'absent' && listed.has(look.name) ? 'not-found' : null
}

/** A tag not listed and, asked for by name, not there: noted by one witness, removed by two. */
async function settleAbsent(tx: Executor, input: Looks, { current, changes }: Settling): Promise<boolean> {
  const { repository, looks, listed, hints, passStartedAt, mayRemove, at } = input
  let isRemoved = false
  for (const { kind, name } of looks) {
    const before = current.get(name)
    if (kind !== 'absent' || listed.has(name) || before === undefined) continue
    const repositorySyncedAt = repository.synced_at
    const facts = { before, repositorySyncedAt, hint: hints.get(name), passStartedAt, mayRemove, at }
    const change = absenceOf(facts)
    if (change === 'note') {
      await markTagMissing(tx, repository.id, {
        name,
        lastSeenAt: lastSeenOf(before, repositorySyncedAt),
        at,
      })
    } else {
      await removeTag(tx, repository.id, name)
      changes.set(name, change)
      isRemoved = true
    }
  }
  return isRemoved
}

/** Adds what changed to the history, and what the registry's events tell of changes found before they came. */
async function recordHistory(
  tx: Executor,
  { repository, hints, ...input }: Looks,
  changes: ReadonlyMap<string, TagChange>,
): Promise<void> {
  const place = {
    registryId: repository.registry_id,
    repositoryId: repository.id,
    repository: repository.name,
    learnedBy: input.learnedBy,
  }
  const events = [...changes].map(([tag, change]) => ({
    ...place,
    ...change,
    tag,
    isUnannounced: isUnannounced(change, input),
  }))
  await recordTagEvents(tx, events)
  await tellTagChanges(tx, repository, events)
  for (const [tag, hint] of hints) {
    if (!changes.has(tag)) await explainTagEvent(tx, { repositoryId: repository.id, tag }, hint)
  }
}
