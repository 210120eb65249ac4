import 'server-only'
import { UpstreamError } from '@/lib/core/errors'

const LENGTH_MAX = 8192
const LINK = /<([^<>]*)>((?:\s*;\s*[a-z]+\s*=\s*(?:"[^"]*"|[^\s",;]+))*)/gi
const IS_NEXT = /;\s*rel\s*=\s*(?:"next"|next)(?:\s|;|$)/i

export interface NextPage {
  readonly last: string
  readonly n: string | null
}

/**
 * Where the next page is by a `Link` header (RFC 8288), null for no next one. Only `n` and `last` are taken,
 * and only from a link to the same origin and path: a link is an address a stranger wants fetched.
 * @throws UpstreamError `upstream-link`
 */
export function nextPage(header: string | null, requested: URL): NextPage | null {
  if (header === null) return null
  if (header.length > LENGTH_MAX) throw badLink()

  const next = [...header.matchAll(LINK)].find(([, , parameters = '']) => IS_NEXT.test(parameters))
  if (next === undefined) return null

  const target = next[1] ?? ''
  if (!URL.canParse(target, requested)) throw badLink()
  const url = new URL(target, requested)
  const last = url.searchParams.get('last')
  if (url.origin !== requested.origin || url.pathname !== requested.pathname || last === null) throw badLink()
  return { last, n: url.searchParams.get('n') }
}

function badLink(): UpstreamError {
  return new UpstreamError('upstream-link', 'The registry names a next page Assay does not follow.')
}
