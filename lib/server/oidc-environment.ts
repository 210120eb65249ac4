import 'server-only'
import type { OidcSettings } from '@/lib/access/external/settings'
import { Secret } from '@/lib/core/secret'
import { EnvironmentError, type Read } from './environment-error'
import { isLoopback } from './loopback'

const CLIENT_SECRET_LENGTH_MIN = 16
const NAME_LENGTH_MAX = 40
const CLAIM_DEPTH_MAX = 5
const REST = ['CLIENT_ID', 'CLIENT_SECRET', 'NAME', 'SCOPES', 'GROUPS_CLAIM', 'ADMIN_GROUP'] as const

/** The OpenID Connect provider of the environment, or null where none is declared. @throws EnvironmentError */
export function readOidc(read: Read): OidcSettings | null {
  const issuer = read('ASSAY_OIDC_ISSUER')
  if (issuer === undefined) {
    const stray = REST.find((name) => read(`ASSAY_OIDC_${name}`) !== undefined)
    if (stray === undefined) return null
    throw new EnvironmentError('ASSAY_OIDC_ISSUER', `is not set, but ASSAY_OIDC_${stray} is`)
  }
  const groupsClaim = readClaimPath(read)
  const adminGroup = read('ASSAY_OIDC_ADMIN_GROUP') ?? null
  if (adminGroup !== null && groupsClaim === null) {
    throw new EnvironmentError('ASSAY_OIDC_ADMIN_GROUP', 'needs ASSAY_OIDC_GROUPS_CLAIM, such as groups')
  }
  return {
    issuer: checkIssuer(issuer),
    clientId: need(read, 'ASSAY_OIDC_CLIENT_ID'),
    clientSecret: readClientSecret(read),
    name: readButtonName(read, 'ASSAY_OIDC_NAME', 'single sign-on'),
    scopes: readScopes(read),
    groupsClaim,
    adminGroup,
  }
}

/** What a button or a tab of the sign-in page says. @throws EnvironmentError */
export function readButtonName(read: Read, variable: string, fallback: string): string {
  const name = read(variable) ?? fallback
  if (name.length <= NAME_LENGTH_MAX && !/\p{C}/u.test(name)) return name
  throw new EnvironmentError(
    variable,
    `is longer than ${NAME_LENGTH_MAX} characters, or has control characters`,
  )
}

function checkIssuer(issuer: string): string {
  const variable = 'ASSAY_OIDC_ISSUER'
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined
  const isPlain = url?.search === '' && url.hash === '' && url.username === '' && url.password === ''
  if (url === undefined || !isPlain || !['http:', 'https:'].includes(url.protocol)) {
    throw new EnvironmentError(variable, 'is not an issuer, such as https://id.example/realms/main')
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new EnvironmentError(variable, 'is plain http, so anybody on the way could sign in. Give https')
  }
  if (url.pathname.endsWith('/.well-known/openid-configuration')) {
    throw new EnvironmentError(
      variable,
      'ends in /.well-known/openid-configuration. Give what stands before it',
    )
  }
  return issuer
}

function readClientSecret(read: Read): Secret {
  const secret = need(read, 'ASSAY_OIDC_CLIENT_SECRET')
  if (secret.length >= CLIENT_SECRET_LENGTH_MIN) return new Secret(secret)
  const advice = `is shorter than ${CLIENT_SECRET_LENGTH_MIN} characters. Let the provider make one`
  throw new EnvironmentError('ASSAY_OIDC_CLIENT_SECRET', advice)
}

function readScopes(read: Read): readonly string[] {
  const scopes = (read('ASSAY_OIDC_SCOPES') ?? 'openid profile').split(/[\s,]+/)
  const isValid = scopes.every((scope) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope))
  if (isValid && scopes.includes('openid')) return scopes
  throw new EnvironmentError('ASSAY_OIDC_SCOPES', 'does not list openid, as in: openid profile groups')
}

/** `realm_access.roles` names a claim inside a claim; a claim named by a URL is one segment. */
function readClaimPath(read: Read): readonly string[] | null {
  const path = read('ASSAY_OIDC_GROUPS_CLAIM')
  if (path === undefined) return null
  const segments = path.includes('://') ? [path] : path.split('.')
  if (segments.length <= CLAIM_DEPTH_MAX && segments.every((segment) => segment !== '')) return segments
  throw new EnvironmentError(
    'ASSAY_OIDC_GROUPS_CLAIM',
    'is not a claim, such as groups or realm_access.roles',
  )
}

function need(read: Read, variable: string): string {
  const value = read(variable)
  if (value !== undefined) return value
  throw new EnvironmentError(variable, 'is not set, but ASSAY_OIDC_ISSUER is')
}
