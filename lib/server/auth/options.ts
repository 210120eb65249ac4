import 'server-only'
import type { AuthOptions, CookieOption } from 'next-auth'
import { z } from 'zod'
import { findSessionActor } from '@/lib/access/authenticate'
import type { Context } from '@/lib/access/context'
import { type Credentials, signIn } from '@/lib/access/use-cases/sign-in'
import { AppError } from '@/lib/core/errors'
import type { Runtime } from '../runtime'
import {
  claimsOf,
  isSecure,
  SESSION_ABSOLUTE_SECONDS,
  SESSION_IDLE_SECONDS,
  sessionCookieName,
} from '../session'
import { safeRedirect } from './safe-redirect'

/** What became of a sign-in: next-auth itself only learns yes or no. */
export interface SignInOutcome {
  failure?: unknown
}

const CREDENTIALS = z.object({ username: z.string().min(1).max(200), password: z.string().min(1).max(4096) })
const CLAIMS = z.object({ uid: z.string(), sv: z.number(), startedAt: z.number() })

/** Options of next-auth for one request. Built anew each time, so that nothing is read before the start. */
export function authOptions(app: Runtime, ctx: Context, outcome: SignInOutcome): AuthOptions {
  const { settings } = app
  return {
    secret: settings.sessionSecret.reveal(),
    debug: false,
    useSecureCookies: isSecure(settings),
    session: { strategy: 'jwt', maxAge: SESSION_IDLE_SECONDS },
    jwt: { maxAge: SESSION_IDLE_SECONDS },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    cookies: cookieNames(app),
    logger: loggerOf(app),
    providers: [
      {
        id: 'credentials',
        name: 'Assay',
        type: 'credentials',
        credentials: {},
        authorize: (given) => authorizeQuietly(ctx, given, outcome),
      },
    ],
    callbacks: {
      redirect: async ({ url }) => safeRedirect(url, settings.publicOrigin),
      // `session` of an update is the client's own words and is left where it came from.
      jwt: async ({ token, user, trigger }) =>
        trigger === 'signIn' && user ? startClaims(app, user) : holdClaims(app, token),
      session: async ({ session }) => ({ expires: session.expires }),
    },
  }
}

export function callbackCookieName(app: Runtime): string {
  return isSecure(app.settings) ? '__Secure-assay.callback' : 'assay.callback'
}

/** Never throws: next-auth puts the message of an error into the address of the next page. */
async function authorizeQuietly(ctx: Context, given: unknown, outcome: SignInOutcome) {
  try {
    const { id, sessionVersion } = await signIn(ctx, readCredentials(given))
    return { id, sessionVersion }
  } catch (error) {
    outcome.failure = error
    return null
  }
}

function readCredentials(given: unknown): Credentials {
  const read = CREDENTIALS.safeParse(given)
  if (!read.success) throw new AppError('invalid-credentials', 'The name or the password is wrong.')
  const { username, password } = read.data
  if (username.includes('\u0000') || password.includes('\u0000')) {
    throw new AppError('invalid-request', 'NUL is not allowed.')
  }
  return { name: username, password }
}

const SIGNED_IN = z.object({ id: z.string(), sessionVersion: z.number() })

function startClaims(app: Runtime, user: unknown) {
  const { id, sessionVersion } = SIGNED_IN.parse(user)
  return claimsOf({ userId: id, sessionVersion, startedAt: Math.floor(app.clock.now() / 1000) })
}

/** Reading a session renews it in next-auth, so what ends a session is asked here too. Throwing clears the cookie. */
async function holdClaims(app: Runtime, token: unknown) {
  const { uid, sv, startedAt } = CLAIMS.parse(token)
  const claims = { userId: uid, sessionVersion: sv, startedAt }
  const isOver = app.clock.now() / 1000 >= startedAt + SESSION_ABSOLUTE_SECONDS
  if (isOver || (await findSessionActor(app.db.query, claims)) === undefined) throw new Error('session over')
  return claimsOf(claims)
}

/** `__Host-` where there is TLS: no sub-domain can plant one. */
function cookieNames(app: Runtime): NonNullable<AuthOptions['cookies']> {
  const secure = isSecure(app.settings)
  const cookie = (name: string): CookieOption => ({
    name,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure },
  })
  return {
    sessionToken: cookie(sessionCookieName(app.settings)),
    callbackUrl: cookie(callbackCookieName(app)),
    csrfToken: cookie(secure ? '__Host-assay.csrf' : 'assay.csrf'),
  }
}

/** Codes only: next-auth's metadata holds requests, and requests hold passwords. */
function loggerOf(app: Runtime): NonNullable<AuthOptions['logger']> {
  return {
    error: (code) => app.log.warn({ code: String(code) }, 'next-auth'),
    warn: (code) => app.log.debug({ code: String(code) }, 'next-auth'),
    debug: () => undefined,
  }
}
