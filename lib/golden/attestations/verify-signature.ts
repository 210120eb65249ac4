import 'server-only'
import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { SignedBytes } from '../rules/attestations/facts'

/**
 * Whether a public key (PEM) made a signature, by ECDSA or RSA with SHA-256 or by Ed25519; null for what is no
 * such key. That the text speaks of the right digest is asked elsewhere.
 */
export function verifySignature(signed: SignedBytes, pem: string): boolean | null {
  const key = readKey(pem)
  if (key === null) return null
  const signature = Buffer.from(signed.signature, 'base64')
  try {
    return verify(key.asymmetricKeyType === 'ed25519' ? null : 'sha256', messageOf(signed), key, signature)
  } catch {
    // Bytes that are no signature of this kind of key at all.
    return false
  }
}

const KEY_TYPES: ReadonlySet<string | undefined> = new Set(['ec', 'rsa', 'ed25519'])

function readKey(pem: string): KeyObject | null {
  try {
    const key = createPublicKey(pem)
    return KEY_TYPES.has(key.asymmetricKeyType) ? key : null
  } catch {
    return null
  }
}

/** The pre-authentication encoding of DSSE v1 names type and length, so that one text cannot pass for another. */
function messageOf({ scheme, payloadType, payload }: SignedBytes): Buffer {
  const body = Buffer.from(payload, 'base64')
  if (scheme === 'raw') return body
  const type = Buffer.from(payloadType, 'utf8')
  return Buffer.concat([Buffer.from(`DSSEv1 ${type.length} ${payloadType} ${body.length} `, 'utf8'), body])
}
