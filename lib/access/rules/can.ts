import type { Actor } from '@/lib/core/actor'

/** Everything anybody can ask to do. `noun:verb`. */
export type Action =
  | 'registry:list'
  | 'registry:read'
  | 'registry:manage'
  | 'registry:sync'
  | 'repository:list'
  | 'repository:read'
  | 'tag:list'
  | 'manifest:read'
  | 'search:run'
  | 'job:list'
  | 'job:read'
  | 'job:cancel'
  | 'user:manage'
  | 'token:manage'
  | 'profile:manage'
  | 'metrics:read'

/** What the action is about; more specific scopes come with namespaces' own grants. */
export interface Resource {
  readonly registryId?: string | undefined
  readonly repository?: string | undefined
}

export type Decision =
  | { readonly allowed: true; readonly grantedBy: string }
  | { readonly allowed: false; readonly reason: string; readonly mayKnow: boolean }

const VIEWER_ACTIONS: ReadonlySet<Action> = new Set([
  'registry:list',
  'registry:read',
  'repository:list',
  'repository:read',
  'tag:list',
  'manifest:read',
  'search:run',
  'job:list',
  'job:read',
  'profile:manage',
])

/** What takes a person: a stolen token must not be able to make itself at home. */
const PERSON_ACTIONS: ReadonlySet<Action> = new Set(['user:manage', 'token:manage', 'profile:manage'])

/** Whether an actor may do something, with the grounds. Pure. */
export function can(actor: Actor, action: Action, _resource: Resource = {}): Decision {
  if (actor.kind === 'system') return { allowed: true, grantedBy: 'system' }
  if (actor.kind === 'anonymous') return { allowed: false, reason: 'Nobody is signed in.', mayKnow: false }
  if (actor.kind === 'token' && PERSON_ACTIONS.has(action)) {
    return { allowed: false, reason: 'An API token cannot do this. Sign in as a person.', mayKnow: true }
  }
  if (actor.role === 'admin') return { allowed: true, grantedBy: 'role admin' }
  // What scrapes metrics holds a token and needs no more than to read them.
  if (actor.kind === 'token' && action === 'metrics:read') return { allowed: true, grantedBy: 'API token' }
  if (VIEWER_ACTIONS.has(action)) return { allowed: true, grantedBy: 'role viewer' }
  return { allowed: false, reason: 'This needs the role admin.', mayKnow: true }
}
