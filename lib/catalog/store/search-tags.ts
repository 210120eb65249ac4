import 'server-only'
import { sql } from 'kysely'
import type { Database } from '@/lib/db/connection'
import { containsText, joinFirst, prefixEnd } from '@/lib/db/dialects/features'
import { firstWord, isFirstMatch, wordsOf } from '../rules/search-query'
import {
  beginsWith,
  behind,
  collectFound,
  compareBytes,
  type Found,
  type FoundPage,
  holdsAll,
  inScope,
  isEverywhere,
  type SearchScope,
} from './search-scope'

export interface TagHit {
  readonly registry: string
  readonly repository: string
  readonly tag: string
  readonly digest: string | null
}

interface TagRow extends TagHit {
  readonly word: string
  readonly repositoryId: string
}

/** Uses of words looked at when not every repository may be shown. */
const SCAN_MAX = 4_000
/** So few tags are read one by one rather than by their words. */
const FEW_TAGS_MAX = 30_000

export interface TagWords {
  /** A word of the tag begins with it. */
  readonly prefix: string
  /** The tag or its repository's name holds each of them. */
  readonly others: readonly string[]
}

/** Tags in whose name a word begins with a text: `alp` finds `1.25-alpine`. In the order of those words. */
export async function searchTags(
  db: Database,
  words: TagWords,
  scope: SearchScope,
): Promise<FoundPage<TagHit>> {
  const isWide = showsAll(words, scope)
  if (!isWide && (await countTagsIn(db, scope)) <= FEW_TAGS_MAX) return readFewTags(db, words, scope)
  const page = await collectFound(scope, {
    read: (after, limit) => readWords(db, words, { ...scope, after, limit }),
    isShown: ({ tag, word }: TagRow) => isFirstMatch(wordsOf(tag), { word, prefix: words.prefix }),
    toFound,
  })
  return isWide ? page : { ...page, isCutShort: true }
}

function toFound({ word, repositoryId, ...hit }: TagRow): Found<TagHit> {
  return { hit, position: [word, hit.tag, repositoryId] }
}

/** Whether whatever the words lead to may be shown. */
export function showsAll({ others }: TagWords, scope: SearchScope): boolean {
  return isEverywhere(scope) && others.length === 0
}

const ORDER = sql`tag_word.word, tag_word.tag_name, tag.repository_id`

/**
 * In the order of the index itself, so that it ends with the limit however many there are. Where not all may be shown
 * it looks at a bounded number of uses of the word, which the index alone answers, and keeps those that may.
 */
async function readWords(db: Database, words: TagWords, scope: SearchScope): Promise<readonly TagRow[]> {
  const max = showsAll(words, scope) ? scope.limit : SCAN_MAX
  const tags = joinFirst(db.dialect, {
    rows: sql`select name, repository_id from tag`,
    as: 'tag',
    on: sql<boolean>`tag.name = tag_word.tag_name and ${behind(ORDER, scope.after)}`,
    order: sql`tag.repository_id`,
    limit: max,
  })
  const { rows } = await sql<TagRow>`select uses.word as word, uses."repositoryId" as "repositoryId",
    uses.tag as tag, tag.digest as digest, repository.name as repository, registry.name as registry from (
      select tag_word.word as word, tag.repository_id as "repositoryId", tag.name as tag from tag_word ${tags}
      where ${beginsWith(sql.ref('tag_word.word'), words.prefix, scope.after)}
      order by ${ORDER} limit ${sql.lit(max)}) as uses
    join repository on repository.id = uses."repositoryId"
    join registry on registry.id = repository.registry_id
    join tag on tag.repository_id = uses."repositoryId" and tag.name = uses.tag
    where ${inScope(scope)} and ${holdsAll(db, sql`repository.name || ':' || uses.tag`, words.others)}
    order by uses.word, uses.tag, uses."repositoryId" limit ${scope.limit}`.execute(db.query)
  return rows
}

/** Where there are few tags they are all read; what they are found by is the same. */
async function readFewTags(
  db: Database,
  { prefix, others }: TagWords,
  scope: SearchScope,
): Promise<FoundPage<TagHit>> {
  const { rows } = await sql<
    Omit<TagRow, 'word'>
  >`select tag.repository_id as "repositoryId", tag.name as tag,
    tag.digest as digest, repository.name as repository, registry.name as registry from tag
    join repository on repository.id = tag.repository_id
    join registry on registry.id = repository.registry_id
    where tag.repository_id in (select repository.id from repository where ${inScope(scope)})
    and ${containsText(db.dialect, sql.ref('tag.name'), prefix)}
    and ${holdsAll(db, sql`repository.name || ':' || tag.name`, others)}`.execute(db.query)
  const found = rows
    .flatMap((row) => {
      const word = firstWord(wordsOf(row.tag), prefix)
      return word === undefined ? [] : toFound({ ...row, word })
    })
    .filter(({ position }) => scope.after === undefined || compareBytes(position, scope.after) > 0)
    .sort((a, b) => compareBytes(a.position, b.position))
    .slice(0, scope.limit)
  return { found, isCutShort: false }
}

async function countTagsIn(db: Database, scope: SearchScope): Promise<number> {
  const row = await db.query
    .selectFrom('repository')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('tag_count'), sql<number>`0`).as('tags'))
    .where(inScope(scope))
    .executeTakeFirst()
  return row?.tags ?? 0
}

/** Whether a word of any tag begins with a text, so that it can lead a search. */
export async function isTagWord(db: Database, prefix: string): Promise<boolean> {
  const row = await db.query
    .selectFrom('tag_word')
    .select('word')
    .where('word', '>=', prefix)
    .where('word', '<', prefixEnd(prefix))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
