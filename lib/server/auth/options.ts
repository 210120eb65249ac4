import 'server-only'
import type { AuthOptions, CookieOption } from 'next-auth'
import type { Provider } from 'next-auth/providers/index'
import { z } from 'zod'
import { findSessionActor } from '@/lib/access/authenticate'
import type { SignInMethod } from '@/lib/access/external/person'
import type { User } from '@/lib/access/store/user'
import type { Runtime } from '../runtime'
import { claimsOf, decodeToken, isSecure, sessionCookieName } from '../session'
import { safeRedirect } from './safe-redirect'

/** What became of a sign-in: next-auth itself only learns yes or no. */
export interface SignInOutcome {
  signedIn?: { readonly user: User; readonly via: SignInMethod }
  failure?: unknown
}

/** What one request needs of next-auth, beside what all of them do. */
export interface SignInParts {
  readonly providers: Provider[]
  readonly outcome: SignInOutcome
  /** Lets in or refuses who a provider vouches for. */
  readonly admit?: (profile: unknown) => Promise<boolean>
}

const CLAIMS = z.object({
  uid: z.string(),
  sv: z.number(),
  startedAt: z.number(),
  via: z.enum(['local', 'oidc', 'ldap']).catch('local'),
})
const PROVIDER_COOKIE_SECONDS = 15 * 60

/** Options of next-auth for one request. Built anew each time, so that nothing is read before the start. */
export function authOptions(app: Runtime, { providers, outcome, admit }: SignInParts): AuthOptions {
  const { settings } = app
  const maxAge = settings.sessionIdleSeconds
  return {
    secret: settings.sessionSecret.reveal(),
    debug: false,
    useSecureCookies: isSecure(settings),
    session: { strategy: 'jwt', maxAge },
    jwt: { maxAge, decode: (params) => decodeToken(params, settings.previousSessionSecret) },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in/failed' },
    cookies: cookieNames(app),
    logger: loggerOf(app),
    providers,
    callbacks: {
      redirect: async ({ url }) => safeRedirect(url, settings.publicOrigin),
      // Of a form we are asked after the answer is known, of a provider to give it.
      signIn: async ({ account, profile }) =>
        account?.type === 'credentials' || (await admit?.(profile)) === true,
      // `session` of an update is the client's own words and is left where it came from.
      jwt: async ({ token, trigger }) =>
        trigger === 'signIn' ? startClaims(app, outcome) : holdClaims(app, token),
      session: async ({ session }) => ({ expires: session.expires }),
    },
  }
}

export function callbackCookieName(app: Runtime): string {
  return isSecure(app.settings) ? '__Secure-assay.callback' : 'assay.callback'
}

/** Names of the cookies that hold a sign-in together while a provider has the browser. */
export function providerCookieNames(app: Runtime): readonly string[] {
  const { pkceCodeVerifier, state, nonce } = cookieNames(app)
  return [pkceCodeVerifier, state, nonce].flatMap((cookie) => cookie?.name ?? [])
}

function startClaims(app: Runtime, { signedIn }: SignInOutcome) {
  if (signedIn === undefined) throw new Error('nobody was let in')
  const { user, via } = signedIn
  const startedAt = Math.floor(app.clock.now() / 1000)
  return claimsOf({ userId: user.id, sessionVersion: user.sessionVersion, startedAt, via })
}

/** Reading a session renews it in next-auth, so what ends a session is asked here too. Throwing clears the cookie. */
async function holdClaims(app: Runtime, token: unknown) {
  const { uid, sv, startedAt, via } = CLAIMS.parse(token)
  const claims = { userId: uid, sessionVersion: sv, startedAt, via }
  const isOver = app.clock.now() / 1000 >= startedAt + app.settings.sessionSeconds
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
  const passing = (name: string): CookieOption => {
    const { options } = cookie(name)
    const prefix = secure ? '__Host-assay' : 'assay'
    return { name: `${prefix}.${name}`, options: { ...options, maxAge: PROVIDER_COOKIE_SECONDS } }
  }
  return {
    sessionToken: cookie(sessionCookieName(app.settings)),
    callbackUrl: cookie(callbackCookieName(app)),
    csrfToken: cookie(secure ? '__Host-assay.csrf' : 'assay.csrf'),
    pkceCodeVerifier: passing('pkce'),
    state: passing('state'),
    nonce: passing('nonce'),
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
