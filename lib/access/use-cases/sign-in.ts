import 'server-only'
import type { Context } from '../context'
import { type Credentials, provePassword } from '../prove-password'
import type { User } from '../store/user'
import { startSession } from './start-session'

export type { Credentials } from '../prove-password'

/**
 * Signs in the person behind a name and a password kept here. That an account is disabled learns only who knows
 * its password. @throws AppError `invalid-credentials`, `account-disabled` or `too-many-attempts`.
 */
export async function signIn(ctx: Context, credentials: Credentials): Promise<User> {
  return startSession(ctx, await provePassword(ctx, credentials), 'local')
}
