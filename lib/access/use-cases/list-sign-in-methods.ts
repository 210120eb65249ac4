import 'server-only'
import { authorize } from '../authorize'
import type { Context } from '../context'
import type { SignInMethod } from '../external/person'
import {
  countAccounts,
  countGroupsOf,
  listRecentExternal,
  listRecentLocal,
  type RecentSignIn,
} from '../store/identity'

const RECENT_MAX = 5

export interface MethodFacts {
  readonly method: SignInMethod
  /** Enabled people who can sign in by it. */
  readonly accountCount: number
  /** Groups it has named so far; null where groups are made by hand. */
  readonly groupCount: number | null
  readonly recent: readonly RecentSignIn[]
}

/** Who signs in by what, and who did last. */
export async function listSignInMethods(ctx: Context): Promise<readonly MethodFacts[]> {
  await authorize(ctx, 'sign-in:read')

  const counts = await countAccounts(ctx.db.query)
  const external = async (method: 'oidc' | 'ldap') => ({
    method,
    accountCount: counts[method],
    groupCount: await countGroupsOf(ctx.db.query, method),
    recent: await listRecentExternal(ctx.db.query, method, RECENT_MAX),
  })
  return [
    {
      method: 'local',
      accountCount: counts.local,
      groupCount: null,
      recent: await listRecentLocal(ctx.db.query, RECENT_MAX),
    },
    await external('oidc'),
    await external('ldap'),
  ]
}
