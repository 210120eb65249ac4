import 'server-only'
import { record } from '@/lib/audit/record'
import { AppError, NotFoundError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import type { Executor } from '@/lib/db/connection'
import { isUniqueViolation } from '@/lib/db/dialects/errors'
import { transaction } from '@/lib/db/transaction'
import { authorize } from '../authorize'
import type { Context } from '../context'
import { deleteGrantsOf } from '../store/grant-list'
import {
  addGroupMembers,
  deleteGroupRow,
  findGroup,
  type Group,
  insertGroup,
  LOCAL_SOURCE,
  removeGroupMembers,
  updateGroupRow,
} from '../store/group'
import { findUser } from '../store/user'
import { type GroupDetail, getGroup } from './groups'

export interface NewGroup {
  readonly name: string
  readonly description: string
  /** `local`, or the sign-in method that will name it. */
  readonly source: string
}

/** Adds a group: one of ours, or one that a sign-in method names, so that it can be given grants before anybody of it comes. @throws AppError `name-taken` */
export async function createGroup(ctx: Context, input: NewGroup): Promise<GroupDetail> {
  await authorize(ctx, 'group:manage')

  const createdAt = ctx.clock.now()
  const id = newId('grp', createdAt)
  await transaction(ctx.db, async (tx) => {
    if (!(await insertGroup(tx, { id, ...input, createdAt }))) throw nameTaken()
    await record(ctx, tx, {
      type: 'group.created',
      resource: input.name,
      after: { name: input.name, description: input.description, source: input.source },
      facts: { id },
    })
  })
  return getGroup(ctx, id)
}

export interface GroupChange {
  readonly groupId: string
  readonly name?: string | undefined
  readonly description?: string | undefined
  /** Ids of people. */
  readonly add?: readonly string[] | undefined
  readonly remove?: readonly string[] | undefined
}

/** Changes a group and who is in it. @throws NotFoundError, AppError `name-taken`, `conflict` for the members of a sign-in method's group */
export async function updateGroup(ctx: Context, input: GroupChange): Promise<GroupDetail> {
  await authorize(ctx, 'group:manage')

  await renaming(() =>
    transaction(ctx.db, async (tx) => {
      const group = await getRow(tx, input.groupId)
      const { add = [], remove = [] } = input
      if (
        group.source !== LOCAL_SOURCE &&
        (add.length > 0 || remove.length > 0 || input.name !== undefined)
      ) {
        throw new AppError('conflict', `${group.source} names this group and says who is in it.`)
      }
      await assertPeople(tx, add)
      await updateGroupRow(tx, group.id, input)
      await addGroupMembers(tx, group.id, { userIds: add, at: ctx.clock.now() })
      await removeGroupMembers(tx, group.id, remove)
      await record(ctx, tx, {
        type: 'group.changed',
        resource: group.name,
        before: { name: group.name, description: group.description },
        // What is absent from the change stays as it was.
        after: {
          name: input.name ?? group.name,
          description: input.description ?? group.description,
        },
        facts: {
          id: group.id,
          ...(add.length > 0 && { added: add }),
          ...(remove.length > 0 && { removed: remove }),
        },
      })
    }),
  )
  return getGroup(ctx, input.groupId)
}

/** Removes a group with everything it was given. @throws NotFoundError */
export async function deleteGroup(ctx: Context, groupId: string): Promise<void> {
  await authorize(ctx, 'group:manage')

  await transaction(ctx.db, async (tx) => {
    const group = await getRow(tx, groupId)
    await deleteGrantsOf(tx, groupId)
    await deleteGroupRow(tx, groupId)
    const { source, members, grants } = group
    await record(ctx, tx, {
      type: 'group.removed',
      resource: group.name,
      before: { source, members, grants },
    })
  })
}

async function getRow(tx: Executor, id: string): Promise<Group> {
  const group = await findGroup(tx, id)
  if (group === undefined) throw new NotFoundError()
  return group
}

async function assertPeople(tx: Executor, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    if ((await findUser(tx, id)) === undefined) throw new NotFoundError()
  }
}

async function renaming(change: () => Promise<void>): Promise<void> {
  try {
    await change()
  } catch (cause) {
    if (!isUniqueViolation(cause)) throw cause
    throw nameTaken(cause)
  }
}

function nameTaken(cause?: unknown): AppError {
  return new AppError('name-taken', 'There is a group of this name already.', { cause })
}
