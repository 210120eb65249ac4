import type { Actor, Rights } from '@/lib/core/actor'
import { scopeKey } from './covers'

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
