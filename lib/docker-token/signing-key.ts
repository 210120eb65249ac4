import 'server-only'
import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  X509Certificate,
} from 'node:crypto'
import { z } from 'zod'
import type { Secret } from '@/lib/core/secret'

const JWK = z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() })
export type PublicJwk = z.output<typeof JWK>

export interface KeyNames {
  /** RFC 7638 thumbprint, as distribution 3.x names keys. */
  readonly kid: string
  /** Fingerprint as distribution 2.x names keys: 12 groups of 4. */
  readonly libtrustId: string
}

/** A new P-256 key, and what the world may know of it. */
export function generateSigningKey(): { readonly privateKey: KeyObject; readonly jwk: PublicJwk } {
  for (;;) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwk = JWK.parse(publicKey.export({ format: 'jwk' }))
    if (isFull(jwk.x) && isFull(jwk.y)) return { privateKey, jwk }
  }
}

/** Distribution 3 forgets leading zero bytes where it names a key, so a key that has one would get two names. */
function isFull(coordinate: string): boolean {
  const bytes = Buffer.from(coordinate, 'base64url')
  return bytes.length === 32 && bytes[0] !== 0
}

export function namesOf(jwk: PublicJwk, spki: Buffer): KeyNames {
  const { crv, kty, x, y } = jwk
  return {
    kid: createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url'),
    libtrustId: libtrustId(spki),
  }
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The first 240 bits of the SHA-256 of the key's DER form, in base 32. */
function libtrustId(spki: Buffer): string {
  const bytes = createHash('sha256').update(spki).digest().subarray(0, 30)
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const letters = (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)]).join('')
  return (letters.match(/.{4}/g) ?? []).join(':')
}

/** How registries are told which key signed: by its certificate in each token, or by its name in a JWKS. */
export type Trust = 'certificates' | 'jwks'

/** The key that signs at this moment, opened. */
export interface Signer {
  readonly kid: string
  sign(claims: object, trust: Trust): string
}

export function openSigner(key: {
  readonly kid: string
  readonly certificatePem: string
  readonly privateKeyPem: Secret
}): Signer {
  const privateKey = createPrivateKey(key.privateKeyPem.reveal())
  const x5c = [new X509Certificate(key.certificatePem).raw.toString('base64')]
  const header = { typ: 'JWT', alg: 'ES256', kid: key.kid }
  const headers = { certificates: encode({ ...header, x5c }), jwks: encode(header) }
  return {
    kid: key.kid,
    sign(claims, trust) {
      const text = `${headers[trust]}.${encode(claims)}`
      // Registries want the two numbers of the signature side by side, not wrapped in DER.
      const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' })
      return `${text}.${signature.toString('base64url')}`
    },
  }
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
