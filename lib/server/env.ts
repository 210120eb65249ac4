import 'server-only'
import { randomBytes } from 'node:crypto'
import { basename, dirname, resolve } from 'node:path'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { Secret } from '@/lib/core/secret'
import { keepDevelopmentSecrets } from './development-secrets'
import { readEncryptionKey, readPreviousKeys } from './encryption-environment'
import { EnvironmentError, type Read } from './environment-error'
import { readLdap } from './ldap-environment'
import { isLoopback } from './loopback'
import { readOidc } from './oidc-environment'
import type { DeclaredRegistry, Settings } from './settings'
import { isGuessable } from './weak-secret'

export { EnvironmentError } from './environment-error'

export const EXIT_CONFIGURATION = 78

export type Environment = Readonly<Record<string, string | undefined>>

const MAKE_SECRET = 'Make one with: openssl rand -base64 32'
const SECRET_LENGTH_MIN = 32
const PASSWORD_LENGTH_MIN = 12

let kept: Settings | undefined

/** The settings of this process, read from its environment at the first call. @throws EnvironmentError */
export function settings(): Settings {
  if (kept !== undefined) return kept
  kept = readEnvironment(process.env)
  // next-auth reads these itself: one origin, and no trust in what a request says of its host.
  process.env.NEXTAUTH_URL = kept.publicOrigin
  delete process.env.AUTH_TRUST_HOST
  return kept
}

/** Reads and checks an environment. In development missing secrets are made and kept in the data directory. */
export function readEnvironment(source: Environment): Settings {
  const read = (name: string) => source[name]?.trim() || undefined
  const isProduction = read('NODE_ENV') === 'production'
  const port = readInteger(read, 'PORT', { fallback: 3000, min: 0, max: 65_535 })
  const dataDir = resolve(startDirectory(source), read('ASSAY_DATA_DIR') ?? 'data')
  const isComplete = read('NEXTAUTH_SECRET') !== undefined && read('ASSAY_ENCRYPTION_KEY') !== undefined
  const secrets = isProduction || isComplete ? undefined : keepDevelopmentSecrets(dataDir, randomBytes)
  return {
    isProduction,
    port,
    hostname: read('HOSTNAME') ?? '127.0.0.1',
    dataDir,
    databaseUrl: readDatabaseUrl(read),
    publicOrigin: readOrigin(read, isProduction ? undefined : `http://localhost:${port}`),
    sessionSecret: readSessionSecret(read, secrets?.sessionSecret),
    previousSessionSecret: readPreviousSecret(read),
    sessionIdleSeconds:
      readInteger(read, 'ASSAY_SESSION_IDLE_MINUTES', { fallback: 60, min: 5, max: 1440 }) * 60,
    sessionSeconds: readInteger(read, 'ASSAY_SESSION_HOURS', { fallback: 12, min: 1, max: 168 }) * 3600,
    oidc: readOidc(read),
    ldap: readLdap(read),
    encryptionKey: readEncryptionKey(read, secrets?.encryptionKey),
    previousEncryptionKeys: readPreviousKeys(read),
    allowedCidrs: readCidrs(read, 'ASSAY_ALLOWED_CIDRS'),
    trustedProxies: readCidrs(read, 'ASSAY_TRUSTED_PROXIES'),
    adminPassword: readAdminPassword(read),
    declaredRegistry: readDeclaredRegistry(read),
    syncMinutes: readInteger(read, 'ASSAY_SYNC_MINUTES', { fallback: 15, min: 0, max: 10_080 }),
    checkMinutes: readInteger(read, 'ASSAY_CHECK_MINUTES', { fallback: 5, min: 0, max: 10_080 }),
    hasWorker: readSwitch(read, 'ASSAY_WORKER'),
    logLevel: readChoice(read),
  }
}

function readSessionSecret(read: Read, fallback: string | undefined): Secret {
  const value = read('NEXTAUTH_SECRET') ?? fallback
  if (value === undefined) throw new EnvironmentError('NEXTAUTH_SECRET', `is not set. ${MAKE_SECRET}`)
  if (value.length < SECRET_LENGTH_MIN || isGuessable(value)) {
    throw new EnvironmentError('NEXTAUTH_SECRET', `can be guessed. ${MAKE_SECRET}`)
  }
  return new Secret(value)
}

/** What a secret of before signed is still read, so that changing it signs nobody out. */
function readPreviousSecret(read: Read): Secret | null {
  const value = read('NEXTAUTH_SECRET_PREVIOUS')
  if (value === undefined) return null
  if (value.length >= SECRET_LENGTH_MIN && !isGuessable(value)) return new Secret(value)
  throw new EnvironmentError(
    'NEXTAUTH_SECRET_PREVIOUS',
    'can be guessed. Leave it out; everybody signs in anew',
  )
}

function readOrigin(read: Read, fallback: string | undefined): string {
  const name = 'NEXTAUTH_URL'
  const value = read(name) ?? fallback
  if (value === undefined) {
    throw new EnvironmentError(name, 'is not set. Give the address people use, such as https://assay.example')
  }
  const url = URL.canParse(value) ? new URL(value) : undefined
  const isPlain = url?.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  if (url === undefined || !isPlain || !['http:', 'https:'].includes(url.protocol)) {
    throw new EnvironmentError(
      name,
      'is not an origin. Give one without a path, such as https://assay.example',
    )
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new EnvironmentError(
      name,
      'is plain http, which gives sessions away. Put TLS in front and give https',
    )
  }
  return url.origin
}

function readDatabaseUrl(read: Read): Secret | null {
  const value = read('DATABASE_URL')
  if (value === undefined) return null
  const scheme = URL.canParse(value) ? new URL(value).protocol : ''
  if (scheme === 'postgres:' || scheme === 'postgresql:') return new Secret(value)
  throw new EnvironmentError(
    'DATABASE_URL',
    'is not a PostgreSQL address, such as postgresql://assay@db.example/assay. Leave it out for SQLite',
  )
}

function readAdminPassword(read: Read): Secret | null {
  const value = read('ASSAY_ADMIN_PASSWORD')
  if (value === undefined) return null
  if (value.length >= PASSWORD_LENGTH_MIN) return new Secret(value)
  throw new EnvironmentError('ASSAY_ADMIN_PASSWORD', `is shorter than ${PASSWORD_LENGTH_MIN} characters`)
}

function readDeclaredRegistry(read: Read): DeclaredRegistry | null {
  const url = read('ASSAY_REGISTRY_URL')
  const username = read('ASSAY_REGISTRY_USERNAME') ?? null
  const password = read('ASSAY_REGISTRY_PASSWORD')
  if (url === undefined) {
    if (username === null && password === undefined) return null
    throw new EnvironmentError('ASSAY_REGISTRY_URL', 'is not set, but a user or password for it is')
  }
  return { url, username, password: password === undefined ? null : new Secret(password) }
}

function readCidrs(read: Read, name: string): string[] {
  const entries = (read(name) ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  const wrong = entries.find((entry) => !ipaddr.isValidCIDR(entry))
  if (wrong === undefined) return entries
  throw new EnvironmentError(name, 'is not a comma-separated list of CIDRs, such as 10.0.0.0/8,fd00::/8')
}

interface Bounds {
  readonly fallback: number
  readonly min: number
  readonly max: number
}

function readInteger(read: Read, name: string, bounds: Bounds): number {
  const value = read(name)
  if (value === undefined) return bounds.fallback
  const number = /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN
  if (number >= bounds.min && number <= bounds.max) return number
  throw new EnvironmentError(name, `is not a whole number from ${bounds.min} to ${bounds.max}`)
}

/** On unless it says `off`. */
function readSwitch(read: Read, name: string): boolean {
  const value = read(name) ?? 'on'
  if (value === 'on' || value === 'off') return value === 'on'
  throw new EnvironmentError(name, 'is neither on nor off')
}

function readChoice(read: Read): Settings['logLevel'] {
  const level = z.enum(['debug', 'info', 'warn', 'error']).safeParse(read('ASSAY_LOG_LEVEL') ?? 'info')
  if (level.success) return level.data
  throw new EnvironmentError('ASSAY_LOG_LEVEL', 'is not one of debug, info, warn, error')
}

/**
 * Where a relative data directory counts from: where the command was typed. The stand-alone server changes into
 * its own build first, and state kept in there is lost with the next build.
 */
function startDirectory(source: Environment): string {
  const script = process.argv[1] ?? ''
  const isStandalone = basename(script) === 'server.js' && dirname(script) === process.cwd()
  return (isStandalone && source.PWD) || process.cwd()
}
