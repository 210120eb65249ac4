import 'server-only'
import type { Context } from '@/lib/access/context'
import type { TokenKey } from '../key'
import { findKeyIn } from '../store/keys'
import { ensureSigningKey } from './ensure-signing-key'

/** What a registry has to know to trust our tokens. Anybody may read it: there is nothing secret in it. */
export interface TrustFiles {
  /** PEM certificates, for `rootcertbundle`. */
  readonly bundle: string
  /** RFC 7517, for `jwks` of distribution 3.x. */
  readonly jwks: { readonly keys: readonly unknown[] }
}

/** The key that signs and the one that is to follow it, so that registries know it before it signs. */
export async function readTrust(ctx: Context): Promise<TrustFiles> {
  const active = await ensureSigningKey(ctx)
  const next = await findKeyIn(ctx.db.query, 'next')

  const keys: readonly TokenKey[] = next === undefined ? [active] : [active, next]
  return {
    bundle: keys.map(({ certificatePem }) => `${certificatePem.trim()}\n`).join(''),
    jwks: { keys: keys.map(({ publicJwk }): unknown => JSON.parse(publicJwk)) },
  }
}
