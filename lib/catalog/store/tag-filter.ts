import 'server-only'
import { type SelectQueryBuilder, sql } from 'kysely'
import type { Database } from '@/lib/db/connection'
import { containsText, holdsText } from '@/lib/db/dialects/features'
import type { Schema } from '@/lib/db/schema'

export interface TagFilter {
  readonly repositoryId: string
  /** Part of a name, letter by letter, without regard to case. */
  readonly q?: string | undefined
  /** `os/arch[/variant]`, one of those it runs on. */
  readonly platform?: string | undefined
  readonly kind?: string | undefined
  readonly digest?: string | undefined
  /** 1 leaves out the tags tools keep for themselves: referrers' lists, signatures, attestations, SBOMs. */
  readonly withoutTools?: 0 | 1 | undefined
}

/** `sha256-` and 64 digits, with or without a suffix; `.` is the character behind `-`. */
export const isToolTag = sql<boolean>`(name >= 'sha256-' and name < 'sha256.' and length(name) >= 71)`

type TagQuery = SelectQueryBuilder<Schema, 'tag', Record<never, never>>

/** The tags that match, along the index that covers every filter. */
export function matching(db: Database, filter: TagFilter): TagQuery {
  let query = unindexed(db, filter)
  if (filter.digest) query = query.where('digest', '=', filter.digest)
  if (filter.kind) query = query.where('kind', '=', filter.kind)
  return query
}

/** The same, but along the index of the sort: one of the filter's own would have to read and sort every match. */
export function matchingAlongSort(db: Database, filter: TagFilter): TagQuery {
  let query = unindexed(db, filter)
  if (filter.digest) query = query.where(sql<boolean>`digest || '' = ${filter.digest}`)
  if (filter.kind) query = query.where(sql<boolean>`kind || '' = ${filter.kind}`)
  return query
}

function unindexed(db: Database, filter: TagFilter): TagQuery {
  let query: TagQuery = db.query.selectFrom('tag').where('repository_id', '=', filter.repositoryId)
  if (filter.q) query = query.where(containsText(db.dialect, sql.ref('name'), filter.q))
  if (filter.withoutTools) query = query.where(sql<boolean>`not ${isToolTag}`)
  if (filter.platform) {
    // Most rows do not even hold the letters, which is told without building a text for each.
    query = query
      .where(holdsText(db.dialect, sql.ref('platforms'), filter.platform))
      .where(holdsText(db.dialect, sql`',' || platforms || ','`, `,${filter.platform},`))
  }
  return query
}
