import 'server-only'
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { LdapSettings } from '@/lib/access/external/settings'
import { Secret } from '@/lib/core/secret'
import { EnvironmentError, type Read } from './environment-error'
import { isLoopback } from './loopback'
import { readButtonName } from './oidc-environment'

const REST = ['STARTTLS', 'BIND_DN', 'BIND_PASSWORD', 'BASE_DN', 'USER_FILTER', 'CA', 'NAME'] as const
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** The directory of the environment, or null where none is declared. @throws EnvironmentError */
export function readLdap(read: Read): LdapSettings | null {
  const url = read('ASSAY_LDAP_URL')
  if (url === undefined) {
    const stray = REST.find((name) => read(`ASSAY_LDAP_${name}`) !== undefined)
    if (stray === undefined) return null
    throw new EnvironmentError('ASSAY_LDAP_URL', `is not set, but ASSAY_LDAP_${stray} is`)
  }
  const startTls = readFlag(read, 'ASSAY_LDAP_STARTTLS')
  return {
    url: checkUrl(read, url, startTls),
    startTls,
    ca: readCa(read),
    ...readBind(read),
    baseDn: readBaseDn(read),
    userFilter: readFilter(read, 'ASSAY_LDAP_USER_FILTER', { fallback: '(uid={user})', names: ['{user}'] }),
    groupBaseDn: read('ASSAY_LDAP_GROUP_BASE_DN') ?? null,
    groupFilter: readFilter(read, 'ASSAY_LDAP_GROUP_FILTER', {
      fallback: '(|(member={dn})(uniqueMember={dn})(memberUid={user}))',
      names: ['{dn}', '{user}'],
    }),
    adminGroup: read('ASSAY_LDAP_ADMIN_GROUP') ?? null,
    name: readButtonName(read, 'ASSAY_LDAP_NAME', 'LDAP'),
  }
}

function checkUrl(read: Read, text: string, startTls: boolean): string {
  const variable = 'ASSAY_LDAP_URL'
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url && ['', '/'].includes(url.pathname) && url.search === '' && url.username === ''
  if (!isPlain || url.hostname === '' || !['ldap:', 'ldaps:'].includes(url.protocol)) {
    throw new EnvironmentError(
      variable,
      'is not an address such as ldaps://ldap.example or ldap://ldap.example:389',
    )
  }
  if (url.protocol === 'ldaps:' && startTls) {
    throw new EnvironmentError(
      'ASSAY_LDAP_STARTTLS',
      'is for ldap:// only; ldaps:// is encrypted from the start',
    )
  }
  const isClear = url.protocol === 'ldap:' && !startTls && !isLoopback(url.hostname)
  if (isClear && !readFlag(read, 'ASSAY_LDAP_ALLOW_PLAINTEXT')) {
    const advice = 'would send passwords in the clear. Use ldaps://, or ASSAY_LDAP_STARTTLS=true'
    throw new EnvironmentError(variable, advice)
  }
  return text.replace(/\/$/, '')
}

function readBind(read: Read): Pick<LdapSettings, 'bindDn' | 'bindPassword'> {
  const bindDn = read('ASSAY_LDAP_BIND_DN') ?? null
  const password = read('ASSAY_LDAP_BIND_PASSWORD')
  if ((bindDn === null) === (password === undefined)) {
    return { bindDn, bindPassword: password === undefined ? null : new Secret(password) }
  }
  const [set, unset] = bindDn === null ? ['PASSWORD', 'DN'] : ['DN', 'PASSWORD']
  throw new EnvironmentError(`ASSAY_LDAP_BIND_${unset}`, `is not set, but ASSAY_LDAP_BIND_${set} is`)
}

function readBaseDn(read: Read): string {
  const baseDn = read('ASSAY_LDAP_BASE_DN')
  if (baseDn?.includes('=')) return baseDn
  throw new EnvironmentError(
    'ASSAY_LDAP_BASE_DN',
    'is not set to where people are, such as ou=people,dc=example,dc=org',
  )
}

function readFilter(
  read: Read,
  variable: string,
  { fallback, names }: { readonly fallback: string; readonly names: readonly string[] },
): string {
  const filter = read(variable) ?? fallback
  const isNamed = names.some((name) => filter.includes(name))
  if (isNamed && filter.startsWith('(') && filter.endsWith(')')) return filter
  throw new EnvironmentError(variable, `is not a filter in parentheses that names ${names.join(' or ')}`)
}

function readCa(read: Read): string | null {
  const path = read('ASSAY_LDAP_CA')
  if (path === undefined) return null
  try {
    const certificates = readFileSync(path, 'utf8').match(CERTIFICATE) ?? []
    for (const certificate of certificates) new X509Certificate(certificate)
    if (certificates.length > 0) return certificates.join('\n')
  } catch {
    // Whatever it is, it is not a file of certificates.
  }
  throw new EnvironmentError('ASSAY_LDAP_CA', 'is not a readable file with certificates in PEM')
}

function readFlag(read: Read, variable: string): boolean {
  const value = read(variable) ?? 'false'
  if (value === 'true' || value === 'false') return value === 'true'
  throw new EnvironmentError(variable, 'is neither true nor false')
}
