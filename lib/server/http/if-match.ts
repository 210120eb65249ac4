import 'server-only'
import { InvalidInputError } from '@/lib/core/errors'
import { type Digest, isDigest } from '@/lib/oci/digest'

/**
 * The digest of an `If-Match` header (RFC 9110 §13.1.1), in quotes or bare; undefined where there is none. A list, a
 * weak mark and `*` are refused: what was seen is one digest. @throws InvalidInputError `invalid-digest`
 */
export function readIfMatch(headers: Headers): Digest | undefined {
  const text = headers.get('if-match')?.trim()
  if (text === undefined) return undefined
  const bare = /^"(.*)"$/.exec(text)?.[1] ?? text
  if (isDigest(bare)) return bare
  throw new InvalidInputError('invalid-digest', 'If-Match has to be one digest in quotes.', {
    issues: [{ pointer: 'header:if-match', code: 'invalid-digest', message: 'One digest in quotes.' }],
  })
}
