import type { Actor } from '@/lib/core/actor'
import { type Action, can, type Decision, type Resource } from './can'

/** What the console asks of a registry, a namespace or a repository. */
const ASKED = {
  sync: 'registry:sync',
  push: 'repository:push',
  delete: 'tag:delete',
  readMembers: 'member:read',
  manageMembers: 'member:manage',
} as const satisfies Record<string, Action>

export type ScopeDecisions = { readonly [Name in keyof typeof ASKED]: Decision }

/** What an actor may do within a registry, a namespace or a repository. */
export function scopeDecisions(actor: Actor, resource: Resource): ScopeDecisions {
  return {
    sync: can(actor, ASKED.sync, resource),
    push: can(actor, ASKED.push, resource),
    delete: can(actor, ASKED.delete, resource),
    readMembers: can(actor, ASKED.readMembers, resource),
    manageMembers: can(actor, ASKED.manageMembers, resource),
  }
}

/** Below which paths of a registry an actor may read the members; '' is all of it. */
export function memberPaths(actor: Actor, registryId: string): readonly string[] {
  if (can(actor, ASKED.readMembers, { registryId }).allowed) return ['']
  if (actor.kind !== 'user') return []
  const paths = actor.grants.map(({ path }) => path)
  return paths.filter((namespace) => can(actor, ASKED.readMembers, { registryId, namespace }).allowed)
}
