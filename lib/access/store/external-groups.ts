import 'server-only'
import { newId } from '@/lib/core/ids'
import type { Executor } from '@/lib/db/connection'
import { insertRows } from '@/lib/db/insert-rows'

export interface ExternalGroups {
  readonly userId: string
  /** The sign-in method that says so; `local` is ours and never passed here. */
  readonly source: string
  /** As the method names them, compared exactly; at most 500 are kept. */
  readonly names: readonly string[]
  readonly at: number
}

export interface GroupChange {
  readonly joined: readonly string[]
  readonly left: readonly string[]
}

const GROUPS_MAX = 500

/**
 * Makes a person a member of exactly the groups a sign-in method names now; a group seen for the first time is
 * added, without any grant. Groups of other methods and local ones stay as they are. Answers what changed.
 */
export async function replaceExternalGroups(tx: Executor, groups: ExternalGroups): Promise<GroupChange> {
  const { userId, source, at } = groups
  const names = [...new Set(groups.names)].slice(0, GROUPS_MAX)
  const before = await listMemberships(tx, userId, source)
  const joined = names.filter((name) => !before.has(name))
  const left = [...before.keys()].filter((name) => !names.includes(name)).sort()

  if (joined.length > 0) {
    const added = joined.map((name) => ({
      id: newId('grp', at),
      name,
      source,
      description: '',
      created_at: at,
    }))
    await insertRows(tx, 'user_group', { rows: added, conflict: ['source', 'name'] })
    const found = await tx
      .selectFrom('user_group')
      .select('id')
      .where('source', '=', source)
      .where('name', 'in', joined)
      .execute()
    const rows = found.map(({ id }) => ({ group_id: id, user_id: userId, added_at: at }))
    await insertRows(tx, 'group_member', { rows, conflict: ['user_id', 'group_id'] })
  }
  const gone = left.flatMap((name) => before.get(name) ?? [])
  if (gone.length > 0) {
    await tx.deleteFrom('group_member').where('user_id', '=', userId).where('group_id', 'in', gone).execute()
  }
  return { joined, left }
}

/** Ids of the groups of one method a person is in, by name. */
async function listMemberships(
  tx: Executor,
  userId: string,
  source: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectFrom('group_member')
    .innerJoin('user_group', 'user_group.id', 'group_member.group_id')
    .select(['user_group.id', 'user_group.name'])
    .where('group_member.user_id', '=', userId)
    .where('user_group.source', '=', source)
    .execute()
  return new Map(rows.map(({ id, name }) => [name, id]))
}
