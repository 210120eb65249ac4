import 'server-only'
import type { SystemRole } from '@/lib/core/actor'
import { authorize } from '../authorize'
import type { Context } from '../context'
import { can, type Decision } from '../rules/can'
import { type GrantRow, listGrantRows } from '../store/grant-list'
import { listMemberships } from '../store/group'
import { listPeople } from '../store/principals'
import { resourceOf } from './named-scope'

/** A grant with whether its reader may change or remove it. */
export interface ShownGrant extends GrantRow {
  readonly canManage: Decision
}

export interface GrantedPerson {
  readonly id: string
  readonly name: string
  readonly role: SystemRole
  readonly isDisabled: boolean
  /** Ids of the groups whose grants reach them; only groups that have some. */
  readonly groups: readonly string[]
}

export interface GrantList {
  readonly grants: readonly ShownGrant[]
  /** Whom those grants reach; everybody, for who may read the list of people. */
  readonly people: readonly GrantedPerson[]
  readonly canGrantEverywhere: Decision
}

/** Every grant on a scope whose members the actor may read, and whom they reach. */
export async function listGrants(ctx: Context): Promise<GrantList> {
  await authorize(ctx, 'grant:list')

  const all = await listGrantRows(ctx.db.query)
  const grants = all.filter((grant) => can(ctx.actor, 'member:read', resourceOf(grant)).allowed)
  const granted = new Set(grants.map(({ principal }) => principal.id))
  const groupsOf = await listMemberships(ctx.db.query)
  const isForAll = can(ctx.actor, 'user:read').allowed

  const people = (await listPeople(ctx.db.query)).map((person) => ({
    ...person,
    groups: (groupsOf.get(person.id) ?? []).filter((id) => granted.has(id)),
  }))
  return {
    grants: grants.map((grant) => showGrant(ctx, grant)),
    people: people.filter(({ id, groups }) => isForAll || granted.has(id) || groups.length > 0),
    canGrantEverywhere: can(ctx.actor, 'member:manage'),
  }
}

export function showGrant(ctx: Context, grant: GrantRow): ShownGrant {
  return { ...grant, canManage: can(ctx.actor, 'member:manage', resourceOf(grant)) }
}
