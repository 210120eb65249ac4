import 'server-only'
import { type RawBuilder, sql } from 'kysely'
import { seesWhole, type Visibility } from '../rules/visibility'

/** The condition that a repository is visible. Name its registry where all rows are of one: it may need no filter. */
export function visibleRepository(
  visibility: Visibility,
  {
    column = 'repository.id',
    registryId,
  }: { readonly column?: string; readonly registryId?: string | undefined } = {},
): RawBuilder<boolean> {
  if (visibility.kind === 'none') return sql<boolean>`1 = 0`
  if (visibility.kind === 'all' || (registryId !== undefined && seesWhole(visibility, registryId))) {
    return sql<boolean>`1 = 1`
  }
  const conditions = visibility.sides.map(
    (side) => sql`${sql.ref(column)} in (select repository_scope.repository_id from access_grant
      join repository_scope on repository_scope.scope = access_grant.scope
      where access_grant.principal_id in (${sql.join(side.principals)}))`,
  )
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`
}

/** The condition that a registry as a whole is visible, as its crawls are; absent is of no registry. */
export function wholeRegistry(visibility: Visibility, column: string): RawBuilder<boolean> {
  if (visibility.kind === 'none') return sql<boolean>`1 = 0`
  if (visibility.kind === 'all') return sql<boolean>`1 = 1`
  const shared = visibility.sides.map((side) => side.registries)
  const ids = [...(shared[0] ?? [])].filter((id) => shared.every((registries) => registries.has(id)))
  return ids.length === 0 ? sql<boolean>`1 = 0` : sql<boolean>`${sql.ref(column)} in (${sql.join(ids)})`
}
