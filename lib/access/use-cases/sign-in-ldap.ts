import 'server-only'
import { record } from '@/lib/audit/record'
import { AppError } from '@/lib/core/errors'
import type { Context } from '../context'
import { findDirectoryPerson } from '../external/ldap'
import type { LdapSettings } from '../external/settings'
import { foldName } from '../rules/user-name'
import type { User } from '../store/user'
import { countAttempt, forgiveAttempt } from '../throttle'
import type { Credentials } from './sign-in'
import { signInExternal } from './sign-in-external'

/**
 * The person behind a name and a password of the directory.
 * @throws AppError `invalid-credentials`, `account-disabled`, `too-many-attempts`, or `provider-…` where the directory
 * cannot be asked
 */
export async function signInByLdap(
  ctx: Context,
  settings: LdapSettings,
  credentials: Credentials,
): Promise<User> {
  // Counted apart from names of ours: a directory's Ada must not lock ours out.
  const attempt = `ldap ${foldName(credentials.name)}`
  await countAttempt(ctx, attempt)

  const person = await findDirectoryPerson(settings, credentials)
  if (person === undefined) {
    await record(ctx, ctx.db.query, {
      type: 'session.refused',
      resource: 'unknown',
      facts: { method: 'ldap' },
    })
    throw new AppError('invalid-credentials', 'The name or the password is wrong.')
  }
  await forgiveAttempt(ctx, attempt)
  return signInExternal(ctx, person)
}
