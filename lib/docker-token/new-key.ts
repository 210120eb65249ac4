import 'server-only'
import { createPublicKey } from 'node:crypto'
import type { Context } from '@/lib/access/context'
import { connectionsOf } from '@/lib/connections/pool'
import { Secret } from '@/lib/core/secret'
import { privateKeyPlace } from './active-signer'
import { selfSign } from './certificate'
import type { TokenKey } from './key'
import { generateSigningKey, namesOf } from './signing-key'

const DAY_MS = 86_400_000
/** Every pull stops with it, so it ends long after anybody would have rotated the key. */
const CERTIFICATE_DAYS = 3650

/** Makes a key with its certificate. Nothing is kept of it yet. */
export function makeKey(ctx: Context, state: 'active' | 'next'): TokenKey {
  const now = ctx.clock.now()
  const { privateKey, jwk } = generateSigningKey()
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const { kid, libtrustId } = namesOf(jwk, spki)
  const expiresAt = now + CERTIFICATE_DAYS * DAY_MS
  const certificatePem = selfSign({
    privateKey,
    spki,
    commonName: `Assay token service ${kid.slice(0, 8)}`,
    // Registries whose clock is behind have to believe it today.
    notBefore: now - DAY_MS,
    notAfter: expiresAt,
  })
  const pem = new Secret(String(privateKey.export({ type: 'pkcs8', format: 'pem' })))
  return {
    kid,
    libtrustId,
    publicJwk: JSON.stringify({ ...jwk, kid, alg: 'ES256', use: 'sig' }),
    certificatePem,
    privateKeySealed: connectionsOf(ctx).sealAt(privateKeyPlace(kid), pem),
    state,
    createdAt: now,
    activatedAt: state === 'active' ? now : null,
    retiredAt: null,
    expiresAt,
  }
}
