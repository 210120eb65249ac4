import 'server-only'
import { authorize } from '../authorize'
import type { Context } from '../context'
import { type ListedUser, listUserRows } from '../store/user'

/** Everybody, by name. */
export async function listUsers(ctx: Context): Promise<ListedUser[]> {
  await authorize(ctx, 'user:read')

  return listUserRows(ctx.db.query)
}
