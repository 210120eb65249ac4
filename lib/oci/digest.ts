import { InvalidInputError } from '@/lib/core/errors'
import type { Brand } from './brand'

/** `sha256:` or `sha512:` and lower-case hex of full length: the digest of exact bytes. */
export type Digest = Brand<'Digest'>

const DIGEST = /^(?:sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})$/

export function isDigest(text: string): text is Digest {
  return DIGEST.test(text)
}

/** @throws InvalidInputError `invalid-digest` */
export function parseDigest(text: string): Digest {
  if (isDigest(text)) return text
  throw new InvalidInputError('invalid-digest', 'A digest is sha256: or sha512: and lower-case hex.')
}

/** The first twelve hex digits, for people; never for comparing. */
export function shortDigest(digest: string): string {
  return digest.slice(digest.indexOf(':') + 1, digest.indexOf(':') + 13)
}
