import type { z } from 'zod'
import type { Ground } from '@/lib/access/rules/can'
import { describeGround } from '@/lib/access/rules/describe-ground'
import type { Explanation } from '@/lib/access/use-cases/explain-access'
import type { GroupDetail, ShownGroup } from '@/lib/access/use-cases/groups'
import type { GrantList, ShownGrant } from '@/lib/access/use-cases/list-grants'
import type { MemberList } from '@/lib/access/use-cases/list-members'
import type { contracts } from '@/lib/api/contracts'
import type { OutputOf } from '@/lib/api/contracts/endpoint'
import type { grantShape } from '@/lib/api/contracts/grants'
import { presentAllowed, presentScopeDecisions } from './allowed'

/** A grant with whether its reader may change it. */
export function presentGrant(grant: ShownGrant): z.output<typeof grantShape> {
  const { id, role, registry, path, principal, createdBy, createdAt } = grant
  return {
    id,
    role,
    registry,
    path,
    principal: { ...principal },
    createdBy,
    createdAt,
    can: { manage: presentAllowed(grant.canManage) },
  }
}

/** Every grant one may read, whom they reach, and whether one may give more of them anywhere. */
export function presentGrants(list: GrantList): OutputOf<typeof contracts.listGrants> {
  return {
    items: list.grants.map(presentGrant),
    people: list.people.map((person) => ({ ...person, groups: [...person.groups] })),
    can: { everywhere: presentAllowed(list.canGrantEverywhere) },
  }
}

/** Who may what on a scope. */
export function presentMembers(members: MemberList): OutputOf<typeof contracts.listMembers> {
  return {
    grants: members.grants.map((grant) => ({ ...presentGrant(grant), standing: grant.standing })),
    people: members.people.map(({ id, name, isDisabled, roles }) => ({
      id,
      name,
      isDisabled,
      roles: roles.map((one) => ({ ...one })),
    })),
    can: presentScopeDecisions(members.decisions),
  }
}

/** A group as it stands in a list. */
export function presentGroup(group: ShownGroup): OutputOf<typeof contracts.listGroups>['items'][number] {
  const { id, name, source, description, createdAt, members, grants } = group
  return {
    id,
    name,
    source,
    description,
    createdAt,
    members,
    grants,
    can: { manage: presentAllowed(group.canManage), changeMembers: presentAllowed(group.canChangeMembers) },
  }
}

/** A group with who is in it. */
export function presentGroupDetail(group: GroupDetail): OutputOf<typeof contracts.getGroup> {
  return { ...presentGroup(group), people: group.people.map((person) => ({ ...person })) }
}

/** A decision with everything it rests on. */
export function presentExplanation(explanation: Explanation): OutputOf<typeof contracts.explainAccess> {
  const { actor, decision, policy, grounds, stopped } = explanation
  return {
    actor: { ...actor },
    allowed: decision.allowed && stopped === null,
    reason: stopped ?? (decision.allowed ? null : decision.reason),
    mayKnow: decision.allowed || decision.mayKnow,
    grounds: grounds.map(presentGround),
    needs: {
      roles: [...policy.roles],
      systemRoles: policy.by === 'person' ? [] : ['admin', ...(policy.auditor ? ['auditor'] : [])],
      isPersonOnly: policy.personOnly === true,
    },
    stopped,
  }
}

function presentGround(ground: Ground & { readonly registry: string | null }) {
  const text = describeGround(ground)
  if (ground.kind === 'grant') {
    const { id, role, path, group } = ground.grant
    const { registry, of } = ground
    return { text, grantId: id, role, registry, path, group: group?.name ?? null, of }
  }
  const role = ground.kind === 'role' ? ground.role : null
  const of = ground.kind === 'role' ? ground.of : null
  return { text, grantId: null, role, registry: null, path: null, group: null, of }
}
