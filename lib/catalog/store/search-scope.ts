import 'server-only'
import { type RawBuilder, sql } from 'kysely'
import type { Visibility } from '@/lib/access/rules/visibility'
import { visibleRepository } from '@/lib/access/store/visible'
import type { Database } from '@/lib/db/connection'
import type { Position } from '@/lib/db/cursor'
import { containsText, prefixEnd } from '@/lib/db/dialects/features'
import { atOrBelow } from './subtree'
import { isOfRegistry } from './unindexed'

/** Where a search looks, and from where on. */
export interface SearchScope {
  /** Only this registry; all when absent. */
  readonly registryId?: string | undefined
  /** Only this namespace and everything below it; all when absent. */
  readonly namespace?: string | undefined
  readonly visibility: Visibility
  readonly limit: number
  readonly after?: Position | undefined
}

export interface Found<Hit> {
  readonly hit: Hit
  /** Where it stands, for the page behind it. */
  readonly position: Position
}

export interface FoundPage<Hit> {
  readonly found: readonly Found<Hit>[]
  /** Whether the search stopped looking before its end. */
  readonly isCutShort: boolean
}

/** That a `repository` is one the search looks into. */
export function inScope({ registryId, namespace, visibility }: SearchScope): RawBuilder<boolean> {
  const conditions = [visibleRepository(visibility, { registryId })]
  if (registryId !== undefined) conditions.push(isOfRegistry(registryId))
  if (namespace !== undefined && namespace !== '') {
    conditions.push(atOrBelow(sql.ref('repository.namespace'), namespace))
  }
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`
}

/** Whether a search looks into every repository there is. */
export function isEverywhere({ registryId, namespace, visibility }: SearchScope): boolean {
  return registryId === undefined && (namespace ?? '') === '' && visibility.kind === 'all'
}

/** That a column holds every one of some words, letter by letter. */
export function holdsAll(
  db: Database,
  column: RawBuilder<unknown>,
  words: readonly string[],
): RawBuilder<boolean> {
  if (words.length === 0) return sql<boolean>`1 = 1`
  return sql<boolean>`(${sql.join(
    words.map((word) => containsText(db.dialect, column, word)),
    sql` and `,
  )})`
}

/** Rows behind a position, compared as one. */
export function behind(columns: RawBuilder<unknown>, after: Position | undefined): RawBuilder<boolean> {
  return after === undefined ? sql<boolean>`1 = 1` : sql<boolean>`(${columns}) > (${sql.join([...after])})`
}

/** That a word begins with a prefix and is not before the one a position starts with. */
export function beginsWith(
  word: RawBuilder<unknown>,
  prefix: string,
  after: Position | undefined,
): RawBuilder<boolean> {
  return sql<boolean>`${word} >= ${after?.[0] ?? prefix} and ${word} < ${prefixEnd(prefix)}`
}

/** As the databases compare text: byte by byte. */
export function compareBytes(a: Position, b: Position): number {
  for (let at = 0; at < a.length; at += 1) {
    const order = Buffer.compare(Buffer.from(String(a[at])), Buffer.from(String(b[at])))
    if (order !== 0) return order
  }
  return 0
}

export interface Reading<Row, Hit> {
  readonly read: (after: Position | undefined, max: number) => Promise<readonly Row[]>
  /** Whether a row is the one its thing is shown by; one thing may be met by several words. */
  readonly isShown: (row: Row) => boolean
  readonly toFound: (row: Row) => Found<Hit>
}

/** One thing is met up to so often among the rows. */
const ROWS_PER_HIT = 3
const READINGS_MAX = 8

/** Reads on until there is enough to show, each thing once. */
export async function collectFound<Row, Hit>(
  { limit, after }: SearchScope,
  { read, isShown, toFound }: Reading<Row, Hit>,
): Promise<FoundPage<Hit>> {
  const found: Found<Hit>[] = []
  let position = after
  for (let reading = 0; reading < READINGS_MAX; reading += 1) {
    const max = Math.max(ROWS_PER_HIT * (limit - found.length), ROWS_PER_HIT * 5)
    const rows = await read(position, max)
    found.push(...rows.filter(isShown).map(toFound))
    const last = rows.at(-1)
    const isEnd = rows.length < max || last === undefined
    if (isEnd || found.length >= limit) return { found: found.slice(0, limit), isCutShort: false }
    position = toFound(last).position
  }
  return { found, isCutShort: true }
}
