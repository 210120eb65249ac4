import { InvalidInputError } from '@/lib/core/errors'
import { type Digest, parseDigest } from './digest'
import { parseRepositoryName, parseTagName, type RepositoryName, type TagName } from './name'

/** An image as people write it: `registry/repository:tag@digest`, all but the repository optional. */
export interface ImageReference {
  /** Host with optional port, such as `registry.example:5000`; null when none is written. */
  readonly host: string | null
  readonly repository: RepositoryName
  readonly tag: TagName | null
  readonly digest: Digest | null
}

const REFERENCE_LENGTH_MAX = 1024
const HOST = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?$/

/**
 * Reads an image reference. The first segment is a host when it holds a dot or a colon or is `localhost`,
 * as container engines have it; nothing is added that was not written.
 * @throws InvalidInputError `invalid-repository`, `invalid-tag`, `invalid-digest`
 */
export function parseReference(text: string): ImageReference {
  if (text.length > REFERENCE_LENGTH_MAX) {
    throw new InvalidInputError('invalid-repository', 'An image reference has at most 1,024 characters.')
  }
  const at = text.indexOf('@')
  const named = at < 0 ? text : text.slice(0, at)
  const colon = named.lastIndexOf(':')
  const hasTag = colon > named.lastIndexOf('/')
  const { host, path } = splitHost(hasTag ? named.slice(0, colon) : named)
  return {
    host,
    repository: parseRepositoryName(path),
    tag: hasTag ? parseTagName(named.slice(colon + 1)) : null,
    digest: at < 0 ? null : parseDigest(text.slice(at + 1)),
  }
}

/** The inverse of `parseReference`. */
export function formatReference(reference: ImageReference): string {
  const { host, repository, tag, digest } = reference
  const named = host === null ? repository : `${host}/${repository}`
  return `${named}${tag === null ? '' : `:${tag}`}${digest === null ? '' : `@${digest}`}`
}

function splitHost(name: string): { host: string | null; path: string } {
  const slash = name.indexOf('/')
  const first = slash < 0 ? '' : name.slice(0, slash)
  if (first !== 'localhost' && !/[.:]/.test(first)) return { host: null, path: name }
  if (HOST.test(first)) return { host: first, path: name.slice(slash + 1) }
  throw new InvalidInputError('invalid-repository', 'The part before the first slash is not a host.')
}
