import 'server-only'
import { InvalidInputError } from '@/lib/core/errors'
import { PORTS_DENIED } from './ports'

const REALM_LENGTH_MAX = 2048

/**
 * Reads the token realm a registry names. Only http(s) without user info, and plain http only for a registry
 * that is itself spoken to in plain http.
 * @throws InvalidInputError `realm-not-allowed`
 */
export function parseRealm(realm: string, registryUrl: string): URL {
  const url = realm.length <= REALM_LENGTH_MAX && URL.canParse(realm) ? new URL(realm) : null
  const isAllowed =
    url !== null &&
    (url.protocol === 'https:' || (url.protocol === 'http:' && registryUrl.startsWith('http:'))) &&
    url.username === '' &&
    url.password === '' &&
    !PORTS_DENIED.has(url.port)
  if (isAllowed) return url
  throw new InvalidInputError('realm-not-allowed', 'The registry names a token realm Assay does not accept.')
}
