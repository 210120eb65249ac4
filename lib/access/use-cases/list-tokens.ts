import 'server-only'
import { authorize } from '../authorize'
import type { Context } from '../context'
import { type ApiToken, listTokenRows } from '../store/api-token'

/** Every API token, newest first, without what would let anybody use one. */
export async function listTokens(ctx: Context): Promise<ApiToken[]> {
  await authorize(ctx, 'token:manage')

  return listTokenRows(ctx.db.query)
}
