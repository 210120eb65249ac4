import 'server-only'
import { NotFoundError } from '@/lib/core/errors'
import { authorize } from '../authorize'
import type { Context } from '../context'
import { can, type Decision } from '../rules/can'
import {
  findGroup,
  type Group,
  type GroupMember,
  LOCAL_SOURCE,
  listGroupMembers,
  listGroupRows,
} from '../store/group'

/** A group with what its reader may do to it. */
export interface ShownGroup extends Group {
  readonly canManage: Decision
  /** Who is in a group of a sign-in method is said by that method alone. */
  readonly canChangeMembers: Decision
}

export interface GroupDetail extends ShownGroup {
  readonly people: readonly GroupMember[]
}

/** Every group, by name. */
export async function listGroups(ctx: Context): Promise<ShownGroup[]> {
  await authorize(ctx, 'group:read')

  const groups = await listGroupRows(ctx.db.query)
  return groups.map((group) => showGroup(ctx, group))
}

/** One group with who is in it. @throws NotFoundError */
export async function getGroup(ctx: Context, groupId: string): Promise<GroupDetail> {
  await authorize(ctx, 'group:read')

  const group = await findGroup(ctx.db.query, groupId)
  if (group === undefined) throw new NotFoundError()
  return { ...showGroup(ctx, group), people: await listGroupMembers(ctx.db.query, groupId) }
}

function showGroup(ctx: Context, group: Group): ShownGroup {
  const canManage = can(ctx.actor, 'group:manage')
  const isExternal = group.source !== LOCAL_SOURCE
  const reason = `${group.source} says at each sign-in who is in this group.`
  const canChangeMembers: Decision =
    canManage.allowed && isExternal ? { allowed: false, reason, mayKnow: true } : canManage
  return { ...group, canManage, canChangeMembers }
}
