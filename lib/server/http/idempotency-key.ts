import 'server-only'
import { InvalidInputError } from '@/lib/core/errors'

const KEY = /^[\x21-\x7e]{1,200}$/

/** The `Idempotency-Key` header, 1..200 visible characters; undefined where there is none. @throws InvalidInputError */
export function readIdempotencyKey(headers: Headers): string | undefined {
  const key = headers.get('idempotency-key')?.trim()
  if (key === undefined || KEY.test(key)) return key
  throw new InvalidInputError('invalid-input', 'An Idempotency-Key has 1 to 200 visible characters.', {
    issues: [{ pointer: 'header:idempotency-key', code: 'invalid-input', message: '1 to 200 characters.' }],
  })
}
