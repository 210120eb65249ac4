import 'server-only'
import type { Executor } from '@/lib/db/connection'
import { insertRows } from '@/lib/db/insert-rows'
import { wordsOf } from '../rules/search-query'
import { tagOrderKey } from '../rules/tag-order'
import { learnWords } from './spelling'

/** A tag as last known, for comparing. */
export interface KnownTag {
  readonly name: string
  readonly digest: string | null
  readonly problem_code: string | null
  readonly last_seen_at: number
  readonly missing_since: number | null
}

/** A tag that is new or names another digest than before. */
export interface MovedTag {
  readonly name: string
  readonly digest: string
  /** Whether the index had no such tag. */
  readonly isNew: boolean
  /** The last look before, -1 for none; the moment itself where an event tells it. */
  readonly pushedAfter: number
  /** The look that found it, or the moment itself. */
  readonly pushedBefore: number
}

export interface TagProblem {
  readonly name: string
  /** The last look at which it named what it is known to name. */
  readonly lastSeenAt: number
  readonly code: string
  readonly isNew: boolean
}

const NAMES_PER_STATEMENT = 500
const COPIED = [
  'media_type',
  'kind',
  'artifact_type',
  'total_size',
  'created_at',
  'platforms',
  'platform_count',
]

/** Every tag of a repository as last known. */
export async function listKnownTags(db: Executor, repositoryId: string): Promise<readonly KnownTag[]> {
  return selectKnown(db, repositoryId).execute()
}

function selectKnown(db: Executor, repositoryId: string) {
  return db
    .selectFrom('tag')
    .select(['name', 'digest', 'problem_code', 'last_seen_at', 'missing_since'])
    .where('repository_id', '=', repositoryId)
}

/** Some tags of a repository as they are now. */
export async function listTagsNamed(
  db: Executor,
  repositoryId: string,
  names: readonly string[],
): Promise<readonly KnownTag[]> {
  const tags: KnownTag[] = []
  for (let start = 0; start < names.length; start += NAMES_PER_STATEMENT) {
    const some = names.slice(start, start + NAMES_PER_STATEMENT)
    tags.push(...(await selectKnown(db, repositoryId).where('name', 'in', some).execute()))
  }
  return tags
}

/** Points tags at their digests; the digests' facts, saved before, are copied beside them. */
export async function saveMovedTags(
  tx: Executor,
  repositoryId: string,
  { tags, at }: { readonly tags: readonly MovedTag[]; readonly at: number },
): Promise<void> {
  const facts = await readFacts(tx, [...new Set(tags.map((tag) => tag.digest))])
  const rows = tags.map((tag) => ({
    repository_id: repositoryId,
    name: tag.name,
    name_key: tagOrderKey(tag.name),
    digest: tag.digest,
    problem_code: null,
    ...(facts.get(tag.digest) ?? UNKNOWN_FACTS),
    pushed_before: tag.pushedBefore,
    pushed_after: tag.pushedAfter,
    last_seen_at: at,
    missing_since: null,
  }))
  await insertRows(tx, 'tag', {
    rows,
    conflict: ['repository_id', 'name'],
    update: [
      'digest',
      'problem_code',
      ...COPIED,
      'pushed_before',
      'pushed_after',
      'last_seen_at',
      'missing_since',
    ],
  })
  await saveWords(tx, tags)
}

/** Notes that tags were looked at and name the digest they did before. */
export async function saveSeenTags(
  tx: Executor,
  repositoryId: string,
  { names, at }: { readonly names: readonly string[]; readonly at: number },
): Promise<void> {
  for (let start = 0; start < names.length; start += NAMES_PER_STATEMENT) {
    await tx
      .updateTable('tag')
      .set({ last_seen_at: at, missing_since: null, problem_code: null })
      .where('repository_id', '=', repositoryId)
      .where('name', 'in', names.slice(start, start + NAMES_PER_STATEMENT))
      .execute()
  }
}

/** Notes why tags could not be read. What was known of them stays. */
export async function saveTagProblems(
  tx: Executor,
  repositoryId: string,
  { problems, at }: { readonly problems: readonly TagProblem[]; readonly at: number },
): Promise<void> {
  const rows = problems.map((problem) => ({
    repository_id: repositoryId,
    name: problem.name,
    name_key: tagOrderKey(problem.name),
    digest: null,
    problem_code: problem.code,
    ...UNKNOWN_FACTS,
    pushed_before: at,
    pushed_after: -1,
    last_seen_at: problem.lastSeenAt,
    missing_since: null,
  }))
  await insertRows(tx, 'tag', {
    rows,
    conflict: ['repository_id', 'name'],
    update: ['problem_code', 'last_seen_at', 'missing_since'],
  })
  await saveWords(tx, problems)
}

/** Notes the first pass in which a registry said that a tag is not there. */
export async function markTagMissing(
  tx: Executor,
  repositoryId: string,
  { name, lastSeenAt, at }: { readonly name: string; readonly lastSeenAt: number; readonly at: number },
): Promise<void> {
  await tx
    .updateTable('tag')
    .set({ missing_since: at, last_seen_at: lastSeenAt })
    .where('repository_id', '=', repositoryId)
    .where('name', '=', name)
    .where('missing_since', 'is', null)
    .execute()
}

/** Removes a tag of a repository that is held. */
export async function removeTag(tx: Executor, repositoryId: string, name: string): Promise<void> {
  await tx.deleteFrom('tag').where('repository_id', '=', repositoryId).where('name', '=', name).execute()
}

/** Removes tags of a repository that is held, and counts them down. */
export async function removeTags(
  tx: Executor,
  repositoryId: string,
  names: readonly string[],
): Promise<void> {
  let removed = 0
  for (let start = 0; start < names.length; start += NAMES_PER_STATEMENT) {
    const { numDeletedRows } = await tx
      .deleteFrom('tag')
      .where('repository_id', '=', repositoryId)
      .where('name', 'in', names.slice(start, start + NAMES_PER_STATEMENT))
      .executeTakeFirst()
    removed += Number(numDeletedRows)
  }
  await tx
    .updateTable('repository')
    .set((eb) => ({ tag_count: eb('tag_count', '-', removed) }))
    .where('id', '=', repositoryId)
    .execute()
}

const UNKNOWN_FACTS = {
  media_type: null,
  kind: 'unknown',
  artifact_type: null,
  total_size: -1,
  created_at: -1,
  platforms: '',
  platform_count: 0,
}

async function readFacts(tx: Executor, digests: readonly string[]) {
  const facts = new Map<string, Omit<typeof UNKNOWN_FACTS, 'media_type' | 'artifact_type'> & TypeFacts>()
  for (let start = 0; start < digests.length; start += NAMES_PER_STATEMENT) {
    const rows = await tx
      .selectFrom('manifest')
      .select(['digest', 'media_type', 'kind', 'artifact_type', 'total_size', 'created_at'])
      .select(['platforms', 'platform_count'])
      .where('digest', 'in', digests.slice(start, start + NAMES_PER_STATEMENT))
      .execute()
    for (const { digest, ...row } of rows) {
      facts.set(digest, { ...row, total_size: row.total_size ?? -1, created_at: row.created_at ?? -1 })
    }
  }
  return facts
}

interface TypeFacts {
  readonly media_type: string | null
  readonly artifact_type: string | null
}

async function saveWords(
  tx: Executor,
  tags: readonly { readonly name: string; readonly isNew: boolean }[],
): Promise<void> {
  const rows = tags
    .filter((tag) => tag.isNew)
    .flatMap((tag) => wordsOf(tag.name).map((word) => ({ word, tag_name: tag.name })))
  await insertRows(tx, 'tag_word', { rows, conflict: ['word', 'tag_name'] })
  await learnWords(
    tx,
    rows.map((row) => row.tag_name),
  )
}
