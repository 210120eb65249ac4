import 'server-only'
import { type RawBuilder, sql } from 'kysely'
import type { Visibility } from '@/lib/access/rules/visibility'
import { visibleRepository } from '@/lib/access/store/visible'

/*
 * Conditions that are checked row by row. Where a layer or a word finds the rows, a plan that began with all
 * repositories of a registry would read a thousand times as many.
 */

/** That a `repository`, or what it is called here, is of a registry. */
export function isOfRegistry(registryId: string, table = 'repository'): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(`${table}.registry_id`)} || '' = ${registryId}`
}

/** That a `repository` may be seen. */
export function isVisible(visibility: Visibility): RawBuilder<boolean> {
  return visibility.kind === 'all'
    ? sql<boolean>`1 = 1`
    : sql<boolean>`(case when ${visibleRepository(visibility)} then 1 else 0 end) = 1`
}
