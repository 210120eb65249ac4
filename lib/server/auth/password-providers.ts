import 'server-only'
import type { CredentialsConfig } from 'next-auth/providers/credentials'
import { z } from 'zod'
import type { Context } from '@/lib/access/context'
import type { User } from '@/lib/access/store/user'
import { type Credentials, signIn } from '@/lib/access/use-cases/sign-in'
import { signInByLdap } from '@/lib/access/use-cases/sign-in-ldap'
import { AppError } from '@/lib/core/errors'
import type { Runtime } from '../runtime'
import type { SignInOutcome } from './options'

const CREDENTIALS = z.object({ username: z.string().min(1).max(200), password: z.string().min(1).max(4096) })

/** The forms of the sign-in page: names kept here, and those of a directory where there is one. */
export function passwordProviders(app: Runtime, ctx: Context, outcome: SignInOutcome): CredentialsConfig[] {
  const { ldap } = app.settings
  const local = form('credentials', outcome, (given) => signIn(ctx, given))
  if (ldap === null) return [local]
  return [local, form('ldap', outcome, (given) => signInByLdap(ctx, ldap, given))]
}

function form(
  id: 'credentials' | 'ldap',
  outcome: SignInOutcome,
  prove: (given: Credentials) => Promise<User>,
): CredentialsConfig {
  return {
    id,
    name: id,
    type: 'credentials',
    credentials: {},
    // Never throws: next-auth puts the message of an error into the address of the next page.
    authorize: async (given) => {
      try {
        const user = await prove(readCredentials(given))
        outcome.signedIn = { user, via: id === 'ldap' ? 'ldap' : 'local' }
        return { id: user.id }
      } catch (error) {
        outcome.failure = error
        return null
      }
    },
  }
}

function readCredentials(given: unknown): Credentials {
  const read = CREDENTIALS.safeParse(given)
  if (!read.success) throw new AppError('invalid-credentials', 'The name or the password is wrong.')
  const { username, password } = read.data
  if (username.includes('\u0000') || password.includes('\u0000')) {
    throw new AppError('invalid-request', 'NUL is not allowed.')
  }
  return { name: username, password }
}
