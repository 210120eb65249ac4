import type { Actor } from '@/lib/core/actor'
import { type Action, can } from './can'

/** Whether an actor may do something in any place at all, so that it is worth showing them the way there. */
export function canSomewhere(actor: Actor, action: Action): boolean {
  if (can(actor, action).allowed) return true
  if (actor.kind !== 'user' && actor.kind !== 'token') return false
  return actor.grants.some(({ registryId, path }) => {
    const place = { registryId: registryId ?? undefined, namespace: path === '' ? undefined : path }
    return can(actor, action, place).allowed
  })
}
