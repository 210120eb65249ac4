import 'server-only'
import { AppError, NotFoundError } from '@/lib/core/errors'

/**
 * The values at the `{names}` of a contract's path, decoded exactly once. Read from the address itself and not
 * from the framework, which hands some of them over decoded and others not.
 */
export function readPathParams(template: string, pathname: string): Record<string, string> {
  const names = template.split('/')
  const parts = pathname.split('/')
  if (names.length !== parts.length) throw new NotFoundError()

  const values: Record<string, string> = {}
  names.forEach((name, at) => {
    if (name.startsWith('{')) values[name.slice(1, -1)] = decodePathSegment(parts[at] ?? '')
  })
  return values
}

/** One percent-decoding of one path segment. @throws AppError `invalid-request` when it cannot be decoded. */
export function decodePathSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch (cause) {
    throw new AppError('invalid-request', 'The address is not percent-encoded UTF-8.', { cause })
  }
}

/** The segments of a path, each decoded once. */
export function readPathSegments(path: string): string[] {
  return path.split('/').map(decodePathSegment)
}
