import 'server-only'
import { authorize } from '../authorize'
import type { Context } from '../context'
import { listUserRows, type User } from '../store/user'

/** Everybody, by name. */
export async function listUsers(ctx: Context): Promise<User[]> {
  await authorize(ctx, 'user:manage')

  return listUserRows(ctx.db.query)
}
