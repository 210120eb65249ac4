import 'server-only'
import { UpstreamError } from '@/lib/core/errors'
import { isRepositoryName, type RepositoryName } from '@/lib/oci/name'
import { errorCodeOf, failureOf } from './answer'
import { RegistryNotFoundError } from './errors'
import { nextPage } from './link'
import { NameSet, readNames } from './names'
import { repositoryPath, repositoryScope } from './path'
import type { RegistrySession } from './transport/session'
import type { CallOptions, RepositoryListing } from './types'

export const LISTING_BYTES_MAX = 16 * 1024 * 1024
export const PAGES_MAX = 1000
export const CATALOG_SCOPE = 'registry:catalog:*'
const PAGE_SIZES = [1000, 100, 10]
const ANCESTORS_MAX = 1000
const ANCESTORS_AT_ONCE = 8

/**
 * Every repository, sorted, each once. Distribution 2.x loses repositories between pages when a name has a
 * segment that starts with a digit: a full page without a link is therefore not taken for the end, and the
 * ancestors of such names are asked for one by one.
 */
export async function walkCatalog(
  session: RegistrySession,
  options: CallOptions = {},
): Promise<RepositoryListing> {
  for (const pageSize of PAGE_SIZES) {
    const found = await walkPages(session, pageSize, options)
    if (found === null) continue
    await addLostAncestors(session, found, options)
    return { repositories: [...found.names].sort(), skipped: found.skipped }
  }
  throw new UpstreamError('upstream-error', 'The registry accepts no page size for its catalog.')
}

/** Null when the registry refuses the page size. */
async function walkPages(
  session: RegistrySession,
  pageSize: number,
  options: CallOptions,
): Promise<NameSet<RepositoryName> | null> {
  const found = new NameSet(isRepositoryName)
  const visited = new Set<string>()
  let last: string | null = null
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const query: Record<string, string> = { n: String(pageSize), ...(last === null ? {} : { last }) }
    const answer = await session.send({
      path: '/v2/_catalog',
      query,
      scope: CATALOG_SCOPE,
      bytesMax: LISTING_BYTES_MAX,
      ...options,
    })
    if (answer.status === 400 && page === 0 && errorCodeOf(answer) === 'PAGINATION_NUMBER_INVALID')
      return null
    if (answer.status !== 200) throw withoutCatalog(answer)

    const values = readNames(answer.bytes, 'repositories')
    const isNew = found.addAll(values)
    const link = nextPage(answer.header('link'), session.url('/v2/_catalog', query))
    last = link?.last ?? (values.length >= pageSize && isNew ? greatest(values) : null)
    if (last === null || visited.has(last)) return found
    visited.add(last)
  }
  throw new UpstreamError('upstream-link', `The catalog goes on after ${PAGES_MAX} pages.`)
}

/** An absent catalog is a failure to list, never an empty list. */
function withoutCatalog(answer: { status: number; bytes: Uint8Array }): Error {
  const failure = failureOf(answer)
  if (!(failure instanceof RegistryNotFoundError)) return failure
  return new UpstreamError('upstream-error', 'The registry has no catalog.', { facts: { status: 404 } })
}

/** The last name in the order the registry walks its directories: `/` before every other character. */
function greatest(values: readonly unknown[]): string | null {
  const key = (name: string) => name.replaceAll('/', '\0')
  const names = values.filter((value): value is string => typeof value === 'string')
  return names.reduce<string | null>(
    (most, name) => (most === null || key(name) > key(most) ? name : most),
    null,
  )
}

async function addLostAncestors(
  session: RegistrySession,
  found: NameSet<RepositoryName>,
  options: CallOptions,
): Promise<void> {
  const candidates = lostAncestors(found.names).slice(0, ANCESTORS_MAX)
  for (let from = 0; from < candidates.length; from += ANCESTORS_AT_ONCE) {
    const some = candidates.slice(from, from + ANCESTORS_AT_ONCE)
    const present = await Promise.all(some.map((name) => isPresent(session, name, options)))
    for (const [position, name] of some.entries()) if (present[position]) found.add(name)
  }
}

/** Names above one that has a segment starting with a digit, which the walk may have stepped over. */
export function lostAncestors(names: readonly RepositoryName[]): readonly RepositoryName[] {
  const listed: ReadonlySet<string> = new Set(names)
  const ancestors = new Set<RepositoryName>()
  for (const name of names) {
    if (!/\/[0-9]/.test(name)) continue
    const segments = name.split('/')
    for (let length = 1; length < segments.length; length += 1) {
      const ancestor = segments.slice(0, length).join('/')
      if (isRepositoryName(ancestor) && !listed.has(ancestor)) ancestors.add(ancestor)
    }
  }
  return [...ancestors]
}

async function isPresent(
  session: RegistrySession,
  repository: RepositoryName,
  options: CallOptions,
): Promise<boolean> {
  const answer = await session.send({
    path: repositoryPath(repository, 'tags/list'),
    scope: repositoryScope(repository, 'pull'),
    bytesMax: LISTING_BYTES_MAX,
    ...options,
  })
  return answer.status === 200
}
