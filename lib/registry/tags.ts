import 'server-only'
import { UpstreamError } from '@/lib/core/errors'
import { isTagName, type RepositoryName, type TagName } from '@/lib/oci/name'
import { failureOf } from './answer'
import { LISTING_BYTES_MAX, PAGES_MAX } from './catalog'
import { nextPage } from './link'
import { NameSet, readNames } from './names'
import { repositoryPath, repositoryScope } from './path'
import type { RegistrySession } from './transport/session'
import type { CallOptions, TagListing } from './types'

const PAGE_SIZE = 1000
const RESTARTS_MAX = 2

/**
 * Every tag of a repository, each once. Follows links; without one, exactly as many as were asked for means
 * there may be more; a page that brings nothing new ends it.
 * @throws RegistryNotFoundError when there is no such repository
 */
export async function walkTags(
  session: RegistrySession,
  repository: RepositoryName,
  options: CallOptions = {},
): Promise<TagListing> {
  for (let restart = 0; restart <= RESTARTS_MAX; restart += 1) {
    const found = await walkPages(session, repository, options)
    if (found !== null) return { tags: found.names, skipped: found.skipped }
  }
  throw new UpstreamError('upstream-error', 'The tags changed faster than they could be listed.')
}

/** Null when the tag a page starts from went away in between, and the walk has to start again. */
async function walkPages(
  session: RegistrySession,
  repository: RepositoryName,
  options: CallOptions,
): Promise<NameSet<TagName> | null> {
  const path = repositoryPath(repository, 'tags/list')
  const found = new NameSet(isTagName)
  const visited = new Set<string>()
  let query: Record<string, string> = { n: String(PAGE_SIZE) }
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const scope = repositoryScope(repository, 'pull')
    const answer = await session.send({ path, query, scope, bytesMax: LISTING_BYTES_MAX, ...options })
    if (answer.status === 400 && page === 0 && 'n' in query) {
      query = {}
      continue
    }
    if (answer.status === 404 && query.last !== undefined) return null
    if (answer.status !== 200) throw failureOf(answer)

    const values = readNames(answer.bytes, 'tags')
    const isNew = found.addAll(values)
    const link = nextPage(answer.header('link'), session.url(path, query))
    const last = link?.last ?? (values.length === PAGE_SIZE && isNew ? greatest(values) : null)
    if (last === null || visited.has(last)) return found
    visited.add(last)
    query = { n: link?.n ?? String(PAGE_SIZE), last }
  }
  throw new UpstreamError('upstream-link', `The tags go on after ${PAGES_MAX} pages.`)
}

function greatest(values: readonly unknown[]): string | null {
  const names = values.filter((value): value is string => typeof value === 'string')
  return names.reduce<string | null>((most, name) => (most === null || name > most ? name : most), null)
}
