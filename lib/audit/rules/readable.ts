import type { Actor, Rights, Scope } from '@/lib/core/actor'

/**
 * What of the log an actor may read. `scopes`: what lies in one of the scopes of each side; a person has one
 * side, an API token two: its own and its owner's.
 */
export type Readable =
  | { readonly kind: 'all' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'scopes'; readonly sides: readonly (readonly Scope[])[] }

/** Admins and auditors read everything, owners what was done in their scopes. */
export function readableBy(actor: Actor): Readable {
  if (actor.kind === 'system') return { kind: 'all' }
  if (actor.kind === 'anonymous') return { kind: 'nothing' }
  const rights: readonly Rights[] = actor.kind === 'token' ? [actor, actor.owner] : [actor]
  const sides = rights.filter((one) => one.role === 'member').map(ownedScopes)
  if (sides.length === 0) return { kind: 'all' }
  return sides.some((scopes) => scopes.length === 0) ? { kind: 'nothing' } : { kind: 'scopes', sides }
}

function ownedScopes({ grants }: Rights): readonly Scope[] {
  return grants.filter((grant) => grant.role === 'owner')
}
