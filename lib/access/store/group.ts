import 'server-only'
import { z } from 'zod'
import type { Executor } from '@/lib/db/connection'
import { insertRows } from '@/lib/db/insert-rows'

/** Groups made here, whose members are chosen here. */
export const LOCAL_SOURCE = 'local'

const ROW = z.object({
  id: z.string(),
  name: z.string(),
  source: z.string(),
  description: z.string(),
  created_at: z.number(),
  members: z.coerce.number(),
  grants: z.coerce.number(),
})

export interface Group {
  readonly id: string
  readonly name: string
  /** `local`, or the sign-in method that says who is in it. */
  readonly source: string
  readonly description: string
  readonly createdAt: number
  readonly members: number
  readonly grants: number
}

export interface GroupMember {
  readonly id: string
  readonly name: string
  readonly isDisabled: boolean
  readonly addedAt: number
}

const GROUPS_MAX = 5_000
const MEMBERS_MAX = 5_000

/** Every group by name with how many are in it and what it was given; at most 5,000. */
export async function listGroupRows(query: Executor): Promise<Group[]> {
  const rows = await groups(query).orderBy('name').orderBy('source').limit(GROUPS_MAX).execute()
  return rows.map((row) => readGroup(ROW.parse(row)))
}

export async function findGroup(query: Executor, id: string): Promise<Group | undefined> {
  const row = await groups(query).where('user_group.id', '=', id).executeTakeFirst()
  return row && readGroup(ROW.parse(row))
}

/** Who is in a group, by name; at most 5,000. */
export async function listGroupMembers(query: Executor, groupId: string): Promise<GroupMember[]> {
  const rows = await query
    .selectFrom('group_member')
    .innerJoin('user_account', 'user_account.id', 'group_member.user_id')
    .select(['user_account.id', 'user_account.name', 'user_account.disabled_at', 'group_member.added_at'])
    .where('group_member.group_id', '=', groupId)
    .orderBy('user_account.name_folded')
    .limit(MEMBERS_MAX)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    isDisabled: row.disabled_at !== null,
    addedAt: row.added_at,
  }))
}

/** Names of the groups a person is in. */
export async function listGroupNamesOf(query: Executor, userId: string): Promise<readonly string[]> {
  const rows = await query
    .selectFrom('group_member')
    .innerJoin('user_group', 'user_group.id', 'group_member.group_id')
    .select('user_group.name')
    .where('group_member.user_id', '=', userId)
    .orderBy('user_group.name')
    .limit(GROUPS_MAX)
    .execute()
  return rows.map(({ name }) => name)
}

/** Which groups every person is in, by the person's id. */
export async function listMemberships(query: Executor): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await query
    .selectFrom('group_member')
    .innerJoin('user_group', 'user_group.id', 'group_member.group_id')
    .select(['group_member.user_id', 'group_member.group_id'])
    .orderBy('user_group.name')
    .execute()
  const groupsOf = new Map<string, string[]>()
  for (const { user_id, group_id } of rows) {
    const known = groupsOf.get(user_id)
    if (known === undefined) groupsOf.set(user_id, [group_id])
    else known.push(group_id)
  }
  return groupsOf
}

export interface NewGroupRow {
  readonly id: string
  readonly name: string
  readonly source: string
  readonly description: string
  readonly createdAt: number
}

/** Answers false when there is a group of that name from that source. */
export async function insertGroup(tx: Executor, group: NewGroupRow): Promise<boolean> {
  const { id, name, source, description, createdAt } = group
  const result = await tx
    .insertInto('user_group')
    .values({ id, name, source, description, created_at: createdAt })
    .onConflict((conflict) => conflict.columns(['source', 'name']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** @throws the driver's unique violation when the name is taken. */
export async function updateGroupRow(
  tx: Executor,
  id: string,
  patch: { readonly name?: string | undefined; readonly description?: string | undefined },
): Promise<void> {
  const { name, description } = patch
  if (name === undefined && description === undefined) return
  await tx
    .updateTable('user_group')
    .set({ ...(name !== undefined && { name }), ...(description !== undefined && { description }) })
    .where('id', '=', id)
    .execute()
}

export async function deleteGroupRow(tx: Executor, id: string): Promise<void> {
  await tx.deleteFrom('user_group').where('id', '=', id).execute()
}

export async function addGroupMembers(
  tx: Executor,
  groupId: string,
  { userIds, at }: { readonly userIds: readonly string[]; readonly at: number },
): Promise<void> {
  if (userIds.length === 0) return
  const rows = userIds.map((id) => ({ group_id: groupId, user_id: id, added_at: at }))
  await insertRows(tx, 'group_member', { rows, conflict: ['user_id', 'group_id'] })
}

export async function removeGroupMembers(
  tx: Executor,
  groupId: string,
  userIds: readonly string[],
): Promise<void> {
  if (userIds.length === 0) return
  await tx
    .deleteFrom('group_member')
    .where('group_id', '=', groupId)
    .where('user_id', 'in', [...userIds])
    .execute()
}

function groups(query: Executor) {
  return query
    .selectFrom('user_group')
    .select(['user_group.id', 'user_group.name', 'user_group.source', 'user_group.description'])
    .select((eb) => [
      'user_group.created_at',
      eb
        .selectFrom('group_member')
        .select((count) => count.fn.countAll<number>().as('count'))
        .whereRef('group_member.group_id', '=', 'user_group.id')
        .as('members'),
      eb
        .selectFrom('access_grant')
        .select((count) => count.fn.countAll<number>().as('count'))
        .whereRef('access_grant.principal_id', '=', 'user_group.id')
        .as('grants'),
    ])
}

function readGroup(row: z.output<typeof ROW>): Group {
  const { created_at: createdAt, ...group } = row
  return { ...group, createdAt }
}
