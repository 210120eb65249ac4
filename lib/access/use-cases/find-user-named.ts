import 'server-only'
import { authorize } from '../authorize'
import type { Context } from '../context'
import { foldName } from '../rules/user-name'
import { findUserByFoldedName, type User } from '../store/user'

/** The person of a name, however it is written. */
export async function findUserNamed(ctx: Context, name: string): Promise<User | undefined> {
  await authorize(ctx, 'user:manage')

  return findUserByFoldedName(ctx.db.query, foldName(name))
}
