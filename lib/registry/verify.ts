import 'server-only'
import { createHash } from 'node:crypto'
import { UpstreamError } from '@/lib/core/errors'
import { type Digest, isDigest, parseDigest } from '@/lib/oci/digest'
import { isSchema1Type } from '@/lib/oci/media-type'

type Algorithm = 'sha256' | 'sha512'

/** The digest of exact bytes. */
export function digestOf(bytes: Uint8Array, algorithm: Algorithm = 'sha256'): Digest {
  return parseDigest(`${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`)
}

/** @throws UpstreamError `upstream-digest-mismatch` when the bytes are not those the digest names */
export function verifyDigest(bytes: Uint8Array, expected: Digest): void {
  if (digestOf(bytes, algorithmOf(expected)) !== expected) throw mismatch()
}

export interface ReceivedManifest {
  readonly bytes: Uint8Array
  readonly mediaType: string
  /** The digest it was asked for by; null when asked for by tag. */
  readonly asked: Digest | null
  /** `Docker-Content-Digest`; null when absent. */
  readonly header: string | null
}

/**
 * The digest of a manifest, which what was asked for and what the registry claims must both agree with. A
 * signed schema 1 manifest is digested without its signatures, as its format says.
 * @throws UpstreamError `upstream-digest-mismatch`
 */
export function verifyManifest({ bytes, mediaType, asked, header }: ReceivedManifest): Digest {
  const claimed = header !== null && isDigest(header) ? header : null
  if (header !== null && claimed === null) throw mismatch()

  const content = isSchema1Type(mediaType) ? withoutSignatures(bytes) : bytes
  const digest = digestOf(content, algorithmOf(asked ?? claimed))
  if (asked !== null && digest !== asked) throw mismatch()
  if (claimed === null || claimed === digest) return digest

  verifyDigest(content, claimed)
  return digest
}

function algorithmOf(digest: Digest | null): Algorithm {
  return digest?.startsWith('sha512:') ? 'sha512' : 'sha256'
}

function mismatch(): UpstreamError {
  return new UpstreamError('upstream-digest-mismatch', 'The registry sent other bytes than the digest names.')
}

/** The payload of a JSON web signature in libtrust's form: the first bytes of the body and a tail it names. */
function withoutSignatures(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('utf8')
  const encoded = /"protected"\s*:\s*"([A-Za-z0-9_-]{1,4096})"/.exec(text)?.[1]
  if (encoded === undefined) return bytes
  const header = Buffer.from(encoded, 'base64url').toString('utf8')
  const length = Number(/"formatLength"\s*:\s*(\d{1,9})\b/.exec(header)?.[1])
  const tail = /"formatTail"\s*:\s*"([A-Za-z0-9_-]{1,256})"/.exec(header)?.[1]
  if (Number.isNaN(length) || tail === undefined || length > bytes.length) return bytes
  return Buffer.concat([bytes.subarray(0, length), Buffer.from(tail, 'base64url')])
}
