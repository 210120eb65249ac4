import 'server-only'
import { findTokenActor } from '@/lib/access/authenticate'
import type { Context } from '@/lib/access/context'
import type { LdapSettings } from '@/lib/access/external/settings'
import { type Credentials, provePassword } from '@/lib/access/prove-password'
import { foldName } from '@/lib/access/rules/user-name'
import { findPasswordHash, findUserByFoldedName } from '@/lib/access/store/user'
import { signInByLdap } from '@/lib/access/use-cases/sign-in-ldap'
import { type Actor, ANONYMOUS_ACTOR } from '@/lib/core/actor'
import { AppError } from '@/lib/core/errors'
import { rememberingPassword } from './known-passwords'

/** What a client proves itself with. An API token may stand where a password does, under any user name. */
export type Proof =
  | { readonly kind: 'none' }
  | ({ readonly kind: 'password' } & Credentials)
  /** What was issued before; here that can only be an API token. */
  | { readonly kind: 'refresh-token'; readonly token: string }

const API_TOKEN = /^asy_/

/**
 * Who asks for a token. Nobody is somebody without rights; the name a client claims for itself beside its proof is
 * worth nothing. `directory` is asked about whom Assay keeps no password of.
 * @throws AppError `invalid-credentials`, `too-many-attempts`, `invalid-request`, `account-disabled`, `provider-…`
 */
export async function authenticate(
  ctx: Context,
  proof: Proof,
  directory: LdapSettings | null,
): Promise<Actor> {
  if (proof.kind === 'none') return ANONYMOUS_ACTOR
  if (proof.kind === 'refresh-token') {
    if (API_TOKEN.test(proof.token)) return apiTokenActor(ctx, proof.token)
    throw new AppError(
      'invalid-request',
      'No such refresh token was ever issued. Sign in with a password or API token.',
    )
  }
  // Never hashed and never throttled: a secret of 256 bits cannot be guessed.
  if (API_TOKEN.test(proof.password)) return apiTokenActor(ctx, proof.password)
  const actor = await rememberingPassword(ctx, proof, async () => {
    const { id, sessionVersion } = await findPerson(ctx, proof, directory)
    return { userId: id, sessionVersion }
  })
  return actor ?? refuse()
}

async function apiTokenActor(ctx: Context, text: string): Promise<Actor> {
  return (await findTokenActor(ctx.db.query, text, ctx.clock.now())) ?? refuse()
}

/** A password is sent to the directory only where it cannot be meant for us. */
async function findPerson(ctx: Context, { name, password }: Credentials, directory: LdapSettings | null) {
  const credentials = { name, password }
  if (directory === null) return provePassword(ctx, credentials)
  const user = await findUserByFoldedName(ctx.db.query, foldName(name))
  const isOurs = user !== undefined && (await findPasswordHash(ctx.db.query, user.id)) !== null
  return isOurs ? provePassword(ctx, credentials) : signInByLdap(ctx, directory, credentials)
}

function refuse(): never {
  throw new AppError(
    'invalid-credentials',
    'The user name, password or API token is wrong, or no longer holds.',
  )
}
