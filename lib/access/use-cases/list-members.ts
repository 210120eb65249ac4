import 'server-only'
import type { GrantRole, Scope } from '@/lib/core/actor'
import { authorize } from '../authorize'
import type { Context } from '../context'
import { containsScope } from '../rules/covers'
import { type ScopeDecisions, scopeDecisions } from '../rules/scope-decisions'
import { listGrantsAround } from '../store/grant-list'
import { listGroupMembers } from '../store/group'
import { type ShownGrant, showGrant } from './list-grants'
import { type NamedScope, readScope, resourceOf } from './named-scope'

/** How a grant stands to the scope that is looked at. */
export type Standing = 'here' | 'inherited' | 'inside'

export interface MemberGrant extends ShownGrant {
  readonly standing: Standing
}

/** A person with every role they hold on all of a scope, and which grant gives it. */
export interface EffectiveMember {
  readonly id: string
  readonly name: string
  readonly isDisabled: boolean
  readonly roles: readonly { readonly role: GrantRole; readonly grantId: string }[]
}

export interface MemberList {
  readonly grants: readonly MemberGrant[]
  readonly people: readonly EffectiveMember[]
  readonly decisions: ScopeDecisions
}

/** Who may what on a scope: the grants on it, above it and inside it, and the people they reach. @throws NotFoundError, ForbiddenError */
export async function listMembers(ctx: Context, named: NamedScope): Promise<MemberList> {
  const scope = await readScope(ctx, named)
  await authorize(ctx, 'member:read', resourceOf(scope))

  const rows = await listGrantsAround(ctx.db.query, scope)
  const grants = rows.map((row) => ({ ...showGrant(ctx, row), standing: standingOf(row, scope) }))
  const people = await gatherPeople(
    ctx,
    grants.filter(({ standing }) => standing !== 'inside'),
  )
  return { grants, people, decisions: scopeDecisions(ctx.actor, resourceOf(scope)) }
}

function standingOf(grant: Scope, scope: Scope): Standing {
  if (!containsScope(grant, scope)) return 'inside'
  return containsScope(scope, grant) ? 'here' : 'inherited'
}

async function gatherPeople(ctx: Context, grants: readonly MemberGrant[]): Promise<EffectiveMember[]> {
  const people = new Map<string, EffectiveMember & { roles: { role: GrantRole; grantId: string }[] }>()
  const members = new Map<string, Awaited<ReturnType<typeof listGroupMembers>>>()
  for (const { id: grantId, role, principal } of grants) {
    if (principal.kind === 'token') continue
    if (principal.kind === 'group' && !members.has(principal.id)) {
      members.set(principal.id, await listGroupMembers(ctx.db.query, principal.id))
    }
    for (const { id, name, isDisabled } of members.get(principal.id) ?? [principal]) {
      const person = people.get(id) ?? { id, name, isDisabled, roles: [] }
      person.roles.push({ role, grantId })
      people.set(id, person)
    }
  }
  return [...people.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}
