import { InvalidInputError } from '@/lib/core/errors'
import type { Brand } from './brand'

/** A repository name by the OCI distribution-spec grammar, 1..255 characters, lower case. */
export type RepositoryName = Brand<'RepositoryName'>
/** A tag by the OCI distribution-spec grammar, 1..128 characters. */
export type TagName = Brand<'TagName'>

const REPOSITORY_LENGTH_MAX = 255
const REPOSITORY = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/

/** Whether text is a repository name. Length is looked at first, so the expression never sees a long text. */
export function isRepositoryName(text: string): text is RepositoryName {
  return text.length <= REPOSITORY_LENGTH_MAX && REPOSITORY.test(text)
}

/** @throws InvalidInputError `invalid-repository` */
export function parseRepositoryName(text: string): RepositoryName {
  if (isRepositoryName(text)) return text
  throw new InvalidInputError('invalid-repository', 'This is not a repository name by the OCI grammar.')
}

export function isTagName(text: string): text is TagName {
  return TAG.test(text)
}

/** @throws InvalidInputError `invalid-tag` */
export function parseTagName(text: string): TagName {
  if (isTagName(text)) return text
  throw new InvalidInputError('invalid-tag', 'This is not a tag by the OCI grammar.')
}

/** The name before the last segment; `""` for a bare name, shown as “(root)”. */
export function namespaceOf(repository: string): string {
  const slash = repository.lastIndexOf('/')
  return slash < 0 ? '' : repository.slice(0, slash)
}

/** Whether a namespace holds a repository or namespace, by path segment and never by string prefix. */
export function covers(namespace: string, name: string): boolean {
  return namespace === '' || name === namespace || name.startsWith(`${namespace}/`)
}
