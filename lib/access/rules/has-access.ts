import type { Actor } from '@/lib/core/actor'

/** Whether anything was given to a person at all: a role everywhere, or a grant somewhere. */
export function hasAccess(actor: Actor): boolean {
  if (actor.kind === 'anonymous') return false
  if (actor.kind === 'system') return true
  return actor.role !== 'member' || actor.grants.length > 0
}
