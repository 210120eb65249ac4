import type { Actor, Grant, GrantRole, Rights, SystemRole } from '@/lib/core/actor'
import { type Action, policyOf } from './actions'
import { type Resource, scopeCovers, scopeTouches } from './covers'
import type { Policy } from './policies/policy'

export type { Action } from './actions'
export type { Resource } from './covers'

/** Why somebody may: by what they are, or by one grant of theirs. */
export type Ground =
  | { readonly kind: 'system' }
  | { readonly kind: 'self' }
  | { readonly kind: 'role'; readonly role: SystemRole; readonly of: Side }
  | { readonly kind: 'grant'; readonly grant: Grant; readonly of: Side }

/** Whose rights they are: a token's own, or those of the person it belongs to. */
export type Side = 'actor' | 'token' | 'owner'

export type Decision =
  | { readonly allowed: true; readonly grounds: readonly Ground[] }
  | { readonly allowed: false; readonly reason: string; readonly mayKnow: boolean }

/** Whether an actor may do something, with all the grounds for it, or why not. Pure. */
export function can(actor: Actor, action: Action, resource: Resource = {}): Decision {
  if (actor.kind === 'system') return { allowed: true, grounds: [{ kind: 'system' }] }
  if (actor.kind === 'anonymous') return { allowed: false, reason: 'Nobody is signed in.', mayKnow: false }

  const policy = policyOf(action)
  if (actor.kind === 'user') return decide({ rights: actor, of: 'actor' }, policy, resource)
  if (policy.anyToken) return { allowed: true, grounds: [{ kind: 'self' }] }
  if (policy.personOnly) {
    const mayKnow = mayKnowOf(actor, resource) && mayKnowOf(actor.owner, resource)
    return { allowed: false, reason: 'An API token cannot do this. Sign in as a person.', mayKnow }
  }
  return both(
    decide({ rights: actor, of: 'token' }, policy, resource),
    decide({ rights: actor.owner, of: 'owner' }, policy, resource),
  )
}

interface Party {
  readonly rights: Rights
  readonly of: Side
}

function decide({ rights, of }: Party, policy: Policy, resource: Resource): Decision {
  if (policy.by === 'person') return { allowed: true, grounds: [{ kind: 'self' }] }
  const grounds: Ground[] = []
  if (rights.role === 'admin' || (rights.role === 'auditor' && policy.auditor)) {
    grounds.push({ kind: 'role', role: rights.role, of })
  }
  if (policy.by !== 'system') {
    const reaches = policy.by === 'inside' ? scopeTouches : scopeCovers
    const fits = (grant: Grant) => policy.roles.includes(grant.role) && reaches(grant, resource)
    grounds.push(...rights.grants.filter(fits).map((grant) => ({ kind: 'grant', grant, of }) as const))
  }
  if (grounds.length > 0) return { allowed: true, grounds }
  return { allowed: false, reason: refusal(of, policy), mayKnow: mayKnowOf(rights, resource) }
}

/** A token may what both it and its owner may. What either may not know of, it does not. */
function both(token: Decision, owner: Decision): Decision {
  if (token.allowed && owner.allowed) return { allowed: true, grounds: [...token.grounds, ...owner.grounds] }
  const refused = token.allowed ? owner : token
  if (refused.allowed) return refused
  const mayKnow = [token, owner].every((side) => side.allowed || side.mayKnow)
  return { allowed: false, reason: refused.reason, mayKnow }
}

/** Whoever may see a thing may know of it; what is not in any registry is no secret. */
function mayKnowOf(rights: Rights, resource: Resource): boolean {
  if (rights.role !== 'member' || resource.registryId === undefined) return true
  return rights.grants.some((grant) => scopeTouches(grant, resource))
}

function refusal(of: Side, policy: Policy): string {
  const who = {
    actor: 'This needs',
    token: 'The API token needs',
    owner: 'The owner of the API token needs',
  }[of]
  if (policy.by === 'system') return `${who} the role ${policy.auditor ? 'admin or auditor' : 'admin'}.`
  return `${who} the role ${listed(policy.roles)} here.`
}

function listed(roles: readonly GrantRole[]): string {
  if (roles.length < 2) return roles.join('')
  return `${roles.slice(0, -1).join(', ')} or ${roles.at(-1)}`
}

/** Whether an actor may do something in any place at all, so that it is worth showing them the way there. */
export function canSomewhere(actor: Actor, action: Action): boolean {
  if (can(actor, action).allowed) return true
  if (actor.kind !== 'user' && actor.kind !== 'token') return false
  return actor.grants.some(({ registryId, path }) => {
    const place = { registryId: registryId ?? undefined, namespace: path === '' ? undefined : path }
    return can(actor, action, place).allowed
  })
}
