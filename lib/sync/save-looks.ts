import 'server-only'
import { listLost, withDescendants } from '@/lib/catalog/store/known'
import { saveManifests, saveMembership } from '@/lib/catalog/store/save-manifests'
import type { RepositoryToSync } from '@/lib/catalog/store/save-repositories'
import {
  type KnownTag,
  markTagMissing,
  removeMissingTag,
  saveMovedTags,
  saveSeenTags,
  saveTagProblems,
} from '@/lib/catalog/store/save-tags'
import { SYSTEM_ACTOR } from '@/lib/core/actor'
import type { Executor } from '@/lib/db/connection'
import { queueTidy } from '@/lib/jobs/queue-tidy'
import type { TagLook } from './look-at-tag'

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
}

/** Writes what the registry said of some tags of a repository. True when a row changed its meaning. */
export async function saveLooks(tx: Executor, input: Looks): Promise<boolean> {
  const { repository, looks, known, at } = input
  const moved = await withoutLost(tx, looks)
  const seen = looks.filter((look) => look.kind === 'unchanged').map((look) => look.name)
  await saveManifests(
    tx,
    moved.flatMap((look) => look.additions),
  )
  const digests = await withDescendants(
    tx,
    moved.map((look) => look.digest),
  )
  await saveMembership(tx, repository.id, { digests, at })
  const tags = moved.map((look) => ({
    name: look.name,
    digest: look.digest,
    isNew: !known.has(look.name),
    pushedAfter: known.get(look.name)?.last_seen_at ?? repository.synced_at ?? -1,
  }))
  await saveMovedTags(tx, repository.id, { tags, at })
  await saveSeenTags(tx, repository.id, { names: seen, at })
  const isProblem = await saveProblems(tx, input)
  const isRemoved = await settleAbsent(tx, input)
  if (isRemoved) await queueTidy(tx, { by: SYSTEM_ACTOR.name, at })
  return moved.length > 0 || isProblem || isRemoved
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
    if (look.kind === 'failed') return { name: look.name, code: look.code, isNew: !known.has(look.name) }
    const isListedAbsent = look.kind === 'absent' && listed.has(look.name)
    return isListedAbsent ? { name: look.name, code: 'not-found', isNew: !known.has(look.name) } : []
  })
  await saveTagProblems(tx, repository.id, { problems, at })
  return problems.some((problem) => problem.isNew)
}

/** A tag not listed and, asked for by name, not there: noted in the first pass, removed in the next. */
async function settleAbsent(tx: Executor, input: Looks): Promise<boolean> {
  const { repository, looks, known, listed, at, passStartedAt, mayRemove } = input
  let isRemoved = false
  for (const look of looks) {
    if (look.kind !== 'absent' || listed.has(look.name)) continue
    const missingSince = known.get(look.name)?.missing_since ?? null
    if (missingSince === null) {
      await markTagMissing(tx, repository.id, { name: look.name, at })
    } else if (mayRemove && missingSince < passStartedAt) {
      await removeMissingTag(tx, repository.id, { name: look.name, before: passStartedAt })
      isRemoved = true
    }
  }
  return isRemoved
}
