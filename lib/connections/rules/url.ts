import { InvalidInputError, type ProblemCode } from '@/lib/core/errors'

const LENGTH_MAX = 2048
/** A prefix a registry may live under, such as `/artifactory/api/docker/team`. */
const PATH = /^(?:\/[A-Za-z0-9][A-Za-z0-9._~-]*)*$/
const HOST = /^(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)$/

/**
 * Reads the address of a registry: http or https, a host, a port, at most a plain path. What comes back is
 * canonical: lower case, international names in punycode, no trailing slash.
 * @throws InvalidInputError `url-invalid`, `url-scheme`, `url-userinfo`, `url-port`
 */
export function parseRegistryUrl(text: string, deniedPorts: ReadonlySet<string>): string {
  const scheme = /^\s*([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)?.[1]?.toLowerCase()
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https' && !isHostWithPort(text)) {
    throw refuse('url-scheme', 'A registry is spoken to by http or https.')
  }
  const isWhole = text.length <= LENGTH_MAX && /^https?:\/\/[^\s\\]+$/i.test(text) && URL.canParse(text)
  if (!isWhole) throw refuse('url-invalid', 'Give an address such as https://registry.example:5000.')

  const url = new URL(text)
  if (url.username !== '' || url.password !== '' || text.includes('@')) {
    throw refuse('url-userinfo', 'Give the user name and password in their own fields.')
  }
  const path = url.pathname.replace(/\/+$/, '')
  const hasMore = /[?#]/.test(text) || !PATH.test(path) || !HOST.test(url.hostname)
  if (hasMore) throw refuse('url-invalid', 'A registry has a host, a port and at most a plain path.')
  if (deniedPorts.has(url.port)) {
    throw refuse('url-port', 'This port belongs to another service; registries are not served there.')
  }
  return `${url.origin}${path}`
}

/** `registry.example:5000` looks like a scheme followed by a colon. */
function isHostWithPort(text: string): boolean {
  return /^[A-Za-z0-9.-]+:\d+(?:\/|$)/.test(text)
}

function refuse(code: ProblemCode, message: string): InvalidInputError {
  return new InvalidInputError(code, message, { issues: [{ pointer: '/url', code, message }] })
}
