import type { Actor } from '@/lib/core/actor'
import { type Action, can, type Resource } from './can'

/** What the Docker Registry protocol calls doing something. */
export type RegistryAction = 'pull' | 'push' | 'delete'

const ACTION_OF: readonly (readonly [RegistryAction, Action])[] = [
  ['pull', 'repository:pull'],
  ['push', 'repository:push'],
  ['delete', 'tag:delete'],
]

/** What an actor may do to a repository by `docker`, known or not yet pushed; nothing is an empty list. */
export function registryActions(
  actor: Actor,
  resource: Resource & { readonly registryId: string; readonly repository: string },
): RegistryAction[] {
  return ACTION_OF.filter(([, action]) => can(actor, action, resource).allowed).map(([name]) => name)
}
