import 'server-only'
import { decode, encode, type JWT, type JWTDecodeParams } from 'next-auth/jwt'
import { z } from 'zod'
import type { SessionClaims } from '@/lib/access/authenticate'
import type { SignInMethod } from '@/lib/access/external/person'
import type { Secret } from '@/lib/core/secret'
import { parseCookies } from './cookies'
import type { Settings } from './settings'

/** A session is written anew at most this often, and sooner where the idle time is short. */
const SLIDE_AFTER_SECONDS = 5 * 60
const SLIDE_AFTER_SHARE = 0.1
/** Ours is one cookie of about 400 bytes; a few parts are read in case a proxy or an older one split it. */
const CHUNKS_MAX = 4
const TOKEN_LENGTH_MAX = 8192

const CLAIMS = z.object({
  uid: z.string().min(1),
  sv: z.number().int(),
  startedAt: z.number().int(),
  // Sessions of an older version do not say.
  via: z.enum(['local', 'oidc', 'ldap']).catch('local'),
  iat: z.number().int(),
})

/** What the session cookie says, read and still inside both of its time limits. */
export interface Session extends SessionClaims {
  /** Epoch seconds of the sign-in: the absolute end counts from here. */
  readonly startedAt: number
  /** Epoch seconds of the last renewal: the idle end counts from here. */
  readonly renewedAt: number
  /** How the person signed in. */
  readonly via: SignInMethod
}

export type SessionReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'session'; readonly session: Session }

export type SessionSettings = Pick<
  Settings,
  'publicOrigin' | 'sessionSecret' | 'previousSessionSecret' | 'sessionIdleSeconds' | 'sessionSeconds'
>

/** No other cookie of ours may start with this name: next-auth joins all that do. */
export function sessionCookieName(settings: Pick<Settings, 'publicOrigin'>): string {
  return isSecure(settings) ? '__Host-assay.session' : 'assay.session'
}

export function isSecure(settings: Pick<Settings, 'publicOrigin'>): boolean {
  return settings.publicOrigin.startsWith('https://')
}

/** Reads the session out of a Cookie header. Never throws: what cannot be read is `invalid`. */
export async function readSession(
  cookieHeader: string | null,
  settings: SessionSettings,
  nowMs: number,
): Promise<SessionReading> {
  const token = findToken(cookieHeader ?? '', sessionCookieName(settings))
  if (token === undefined) return { kind: 'none' }
  const claims = CLAIMS.safeParse(await decodeQuietly(token, settings))
  if (!claims.success || !isInTime(claims.data, settings, nowMs / 1000)) return { kind: 'invalid' }
  const { uid, sv, startedAt, via, iat } = claims.data
  return { kind: 'session', session: { userId: uid, sessionVersion: sv, startedAt, via, renewedAt: iat } }
}

/** The claims as next-auth signs them; the session callback and `renewSession` write the same. */
export function claimsOf(session: Omit<Session, 'renewedAt'>) {
  const { userId, sessionVersion, startedAt, via } = session
  return { uid: userId, sv: sessionVersion, startedAt, via }
}

/** Whether a session is old enough to be written anew, so that an active person is not signed out. */
export function wantsRenewal(session: Session, settings: SessionSettings, nowMs: number): boolean {
  const slideAfter = Math.min(SLIDE_AFTER_SECONDS, settings.sessionIdleSeconds * SLIDE_AFTER_SHARE)
  return nowMs / 1000 - session.renewedAt >= slideAfter
}

/** A Set-Cookie value that moves the idle end; the absolute end stays where it was. */
export async function renewSession(session: Session, settings: SessionSettings): Promise<string> {
  const token = await encode({
    token: claimsOf(session),
    secret: settings.sessionSecret.reveal(),
    maxAge: settings.sessionIdleSeconds,
  })
  return setCookie(settings, token, settings.sessionIdleSeconds)
}

/** A Set-Cookie value that removes the session. */
export function clearSession(settings: Pick<Settings, 'publicOrigin'>): string {
  return setCookie(settings, '', 0)
}

function setCookie(settings: Pick<Settings, 'publicOrigin'>, value: string, maxAgeSeconds: number): string {
  const secure = isSecure(settings) ? '; Secure' : ''
  return `${sessionCookieName(settings)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure}`
}

function isInTime(
  { iat, startedAt }: z.output<typeof CLAIMS>,
  settings: SessionSettings,
  nowSeconds: number,
): boolean {
  return nowSeconds < iat + settings.sessionIdleSeconds && nowSeconds < startedAt + settings.sessionSeconds
}

/** What the present secret sealed, or else the one before it. @throws when neither did, or it is past its end */
export async function decodeToken(params: JWTDecodeParams, previous: Secret | null): Promise<JWT | null> {
  try {
    return await decode(params)
  } catch (error) {
    if (previous === null) throw error
    return decode({ ...params, secret: previous.reveal() })
  }
}

async function decodeQuietly(token: string, settings: SessionSettings): Promise<unknown> {
  try {
    return await decodeToken(
      { token, secret: settings.sessionSecret.reveal() },
      settings.previousSessionSecret,
    )
  } catch {
    // Garbage, another secret, or past its end: all of them are nobody.
    return undefined
  }
}

function findToken(cookieHeader: string, name: string): string | undefined {
  const cookies = parseCookies(cookieHeader)
  const whole = cookies.get(name)
  if (whole !== undefined) return whole
  const parts: string[] = []
  for (let at = 0; at < CHUNKS_MAX; at++) {
    const part = cookies.get(`${name}.${at}`)
    if (part === undefined) break
    parts.push(part)
  }
  const joined = parts.join('')
  return joined.length > 0 && joined.length <= TOKEN_LENGTH_MAX ? joined : undefined
}
