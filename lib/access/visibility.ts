import 'server-only'
import { type RawBuilder, sql } from 'kysely'
import type { Actor, Rights } from '@/lib/core/actor'
import { scopeKey } from './rules/covers'

/**
 * What of the index an actor may see. `granted` is what every one of the sides sees: of a person there is
 * one, of an API token there are the token's and its owner's.
 */
export type Visibility =
  | { readonly kind: 'all' }
  | { readonly kind: 'none' }
  | { readonly kind: 'granted'; readonly sides: readonly VisibleSide[] }

interface VisibleSide {
  /** Ids of whom the grants are given to. */
  readonly principals: readonly string[]
  /** Registries that are seen whole. */
  readonly registries: ReadonlySet<string>
}

/** What an actor may see, for stores to filter by. */
export function visibilityOf(actor: Actor): Visibility {
  if (actor.kind === 'system') return { kind: 'all' }
  if (actor.kind === 'anonymous') return { kind: 'none' }
  const rights = actor.kind === 'token' ? [actor, actor.owner] : [actor]
  if (rights.some((one) => one.role === 'member' && one.grants.length === 0)) return { kind: 'none' }
  const sides = rights.filter((one) => !seesAll(one)).map(sideOf)
  return sides.length === 0 ? { kind: 'all' } : { kind: 'granted', sides }
}

/** Whether a registry is seen whole, so that nothing in it needs a filter. */
export function seesWhole(visibility: Visibility, registryId: string): boolean {
  if (visibility.kind !== 'granted') return visibility.kind === 'all'
  return visibility.sides.every((side) => side.registries.has(registryId))
}

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

function seesAll(rights: Rights): boolean {
  if (rights.role !== 'member') return true
  return rights.grants.some((grant) => scopeKey(grant) === scopeKey({ registryId: null, path: '' }))
}

function sideOf({ principals, grants }: Rights): VisibleSide {
  const whole = grants.flatMap((grant) =>
    grant.path === '' && grant.registryId !== null ? grant.registryId : [],
  )
  return { principals, registries: new Set(whole) }
}
