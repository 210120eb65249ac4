import 'server-only'
import { isClean } from '@/lib/catalog/rules/last-seen'
import {
  type RepositoryToSync,
  saveRepositoryProblem,
  saveSynced,
} from '@/lib/catalog/store/save-repositories'
import { type KnownTag, listKnownTags } from '@/lib/catalog/store/save-tags'
import { isOurs } from '@/lib/connections/rules/failures'
import { AppError, type ProblemCode } from '@/lib/core/errors'
import type { Database, Executor } from '@/lib/db/connection'
import type { ItemResult } from '@/lib/jobs/store/progress'
import { isTagName, parseRepositoryName } from '@/lib/oci/name'
import { RegistryNotFoundError } from '@/lib/registry/errors'
import type { GroupCommit, Write } from './group-commit'
import { lookAtTags, type TagLook, type TagTools } from './look-at-tag'
import { NO_HINTS, saveLooks } from './save-looks'
import { settleAbsentRepository } from './settle-absent-repository'
import { listPendingHints } from './store/notices'

/** More tags than that are written in parts: what is new of them is kept in memory until then. */
const TAGS_PER_WRITE = 200

export interface RepositoryPass {
  readonly db: Database
  readonly tools: TagTools
  readonly commit: GroupCommit
  readonly now: () => number
  /** When the job was asked for; what was missing before it has been missed twice. */
  readonly startedAt: number
  /** False while so many are missing that the registry is to be doubted: then no repository is removed. */
  readonly mayRemove: boolean
  /** Whether an admin said that what is not listed any more is really gone. */
  readonly isLossAccepted: boolean
  /** Since when the registry tells of changes by events, null when it does not: what none told since is marked. */
  readonly noticedSince: number | null
  /** Closes the item in the transaction of the last write. */
  readonly close: (tx: Executor, result: ItemResult) => Promise<void>
}

export interface RepositoryResult extends ItemResult {
  /** False when the repository as a whole could not be compared, and not only some of its tags. */
  readonly isCompared: boolean
}

export interface RepositoryWork {
  readonly repository: RepositoryToSync
  /** Whether the registry lists it. */
  readonly isListed: boolean
}

/**
 * Compares one repository with the registry and writes what differs. A failure of the repository is its
 * result, and so is the first of a tag; what the index has of them stays.
 * @throws when the signal aborts or the database fails
 */
export async function syncRepository(pass: RepositoryPass, work: RepositoryWork): Promise<RepositoryResult> {
  const { repository } = work
  try {
    return await compare(pass, work)
  } catch (error) {
    pass.tools.signal.throwIfAborted()
    if (error instanceof RegistryNotFoundError) {
      const result = resultOf(repository, null)
      await finish(pass, result, (tx) => settleAbsentRepository(tx, pass, work))
      return result
    }
    if (!(error instanceof AppError) || isOurs(error.code)) throw error
    const result = { ...resultOf(repository, error.code), isCompared: false }
    await finish(pass, result, (tx) => saveRepositoryProblem(tx, repository.id, error.code))
    return result
  }
}

async function compare(pass: RepositoryPass, { repository }: RepositoryWork): Promise<RepositoryResult> {
  const name = parseRepositoryName(repository.name)
  const { client, limiter, signal } = pass.tools
  const { tags } = await limiter.run(() => client.listTags(name, { signal }))
  const known = new Map((await listKnownTags(pass.db.query, repository.id)).map((tag) => [tag.name, tag]))
  const listed = new Set<string>(tags)
  const unlisted = [...known.keys()].filter((tag) => !listed.has(tag)).filter(isTagName)
  const names = [...tags, ...unlisted]
  let result = resultOf(repository, null)

  const isFirst = repository.synced_at === null
  let hasChanged = isFirst || known.size !== repository.tag_count
  let isKnownSoFar = true
  for (let start = 0; start === 0 || start < names.length; start += TAGS_PER_WRITE) {
    const slice = names.slice(start, start + TAGS_PER_WRITE)
    const looks = await lookAtTags(pass.tools, { repository: name, names: slice, known })
    const isLast = start + TAGS_PER_WRITE >= names.length
    result = resultOf(repository, result.problemCode ?? firstProblem(looks, listed))
    const isKnown = isAsKnown(looks, known)
    isKnownSoFar &&= isKnown
    if (isKnown && !isLast) continue
    if (isKnownSoFar && !hasChanged) {
      await pass.commit.unchanged(repository)
      return result
    }
    await finish(pass, isLast ? result : null, async (tx) => {
      const at = pass.now()
      const facts = {
        repository,
        known,
        listed,
        looks: isKnown ? [] : looks,
        at,
        passStartedAt: pass.startedAt,
        mayRemove: pass.mayRemove,
        learnedBy: 'crawl' as const,
        hints: await hintsFor(tx, repository, looks),
        noticedSince: pass.noticedSince,
      }
      hasChanged = (await saveLooks(tx, facts)) || hasChanged
      if (isLast) await saveSynced(tx, repository.id, { at, hasChanged })
    })
    markSaved(pass.tools, looks)
  }
  return result
}

/** Whether a look at every tag told nothing that the index does not have: then the repository's row says it all. */
function isAsKnown(looks: readonly TagLook[], known: ReadonlyMap<string, KnownTag>): boolean {
  return looks.every((look) => {
    const tag = known.get(look.name)
    return look.kind === 'unchanged' && tag !== undefined && isClean(tag)
  })
}

/** An event that waits in the inbox explains what the crawl found before it was its turn. */
async function hintsFor(tx: Executor, { registry_id, name }: RepositoryToSync, looks: readonly TagLook[]) {
  const hasNews = looks.some((look) => look.kind === 'moved' || look.kind === 'absent')
  return hasNews ? listPendingHints(tx, { registryId: registry_id, repository: name }) : NO_HINTS
}

function markSaved(tools: TagTools, looks: readonly TagLook[]): void {
  const moved = looks.filter((look) => look.kind === 'moved')
  tools.source.markSaved(moved.flatMap((look) => look.additions.map((addition) => addition.digest)))
}

function resultOf({ name }: RepositoryToSync, problemCode: ProblemCode | null): RepositoryResult {
  return { key: name, state: problemCode === null ? 'done' : 'failed', problemCode, isCompared: true }
}

/** Why a tag that the registry lists could not be read; null when all could. */
function firstProblem(looks: readonly TagLook[], listed: ReadonlySet<string>): ProblemCode | null {
  for (const look of looks) {
    if (look.kind === 'failed') return look.code
    if (look.kind === 'absent' && listed.has(look.name)) return 'not-found'
  }
  return null
}

function finish(pass: RepositoryPass, result: ItemResult | null, write: Write): Promise<void> {
  return pass.commit.write(async (tx) => {
    await write(tx)
    if (result !== null) await pass.close(tx, result)
  })
}
