import 'server-only'
import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { contentSecurityPolicy } from './content-security-policy'
import { PATH_HEADER } from './path-header'
import { findRuntime } from './runtime'
import { securityHeaders } from './security-headers'
import { readSession, renewSession, type SessionReading, wantsRenewal } from './session'
import type { Settings } from './settings'

/** Pages for somebody who is not signed in; files of `public/` have an extension and are open too. */
const OPEN_PAGES: ReadonlySet<string> = new Set([
  '/sign-in',
  '/sign-in/failed',
  '/invite',
  '/setup',
  '/docs/api',
])
const FILE = /\.[a-z0-9]{2,5}$/i
const CLAIMED_HEADERS = [
  'content-security-policy',
  'content-security-policy-report-only',
  'x-nonce',
  PATH_HEADER,
]

/**
 * Sends who is plainly signed out to sign in and gives each page its security headers and script nonce.
 * Authorizes nothing: whether a session still holds is asked where the data is read.
 */
export async function gatePage(request: NextRequest): Promise<Response> {
  const app = findRuntime()
  const reading = app
    ? await readSession(request.headers.get('cookie'), app.settings, app.clock.now())
    : undefined
  if (reading && reading.kind !== 'session' && isClosed(request.nextUrl.pathname)) {
    return secured(toSignIn(request), app?.settings)
  }

  const nonce = randomBytes(16).toString('base64')
  const policy = contentSecurityPolicy({ nonce, isDevelopment: app?.settings.isProduction === false })
  const response = NextResponse.next({ request: { headers: headersFor(request, nonce, policy) } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('cache-control', 'private, no-store')
  if (app && reading) await renew(response, reading, { settings: app.settings, now: app.clock.now() })
  return secured(response, app?.settings)
}

function isClosed(pathname: string): boolean {
  return !OPEN_PAGES.has(pathname) && !FILE.test(pathname)
}

/** Next takes the nonce for its own scripts from the policy on the request, so a client's must not get there. */
function headersFor(request: NextRequest, nonce: string, policy: string): Headers {
  const headers = new Headers(request.headers)
  for (const name of [...headers.keys()]) {
    if (name.startsWith('x-middleware-') || CLAIMED_HEADERS.includes(name)) headers.delete(name)
  }
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search)
  return headers
}

/** Next turns the address into a relative one, so it holds whatever is in front of us. */
function toSignIn(request: NextRequest): Response {
  const wanted = request.nextUrl.pathname + request.nextUrl.search
  const target = new URL('/sign-in', request.nextUrl)
  if (wanted !== '/') target.searchParams.set('callbackUrl', wanted)
  return NextResponse.redirect(target, 307)
}

async function renew(
  response: Response,
  reading: SessionReading,
  at: { readonly settings: Settings; readonly now: number },
): Promise<void> {
  if (reading.kind !== 'session' || !wantsRenewal(reading.session, at.settings, at.now)) return
  response.headers.append('set-cookie', await renewSession(reading.session, at.settings))
}

function secured(response: Response, settings: Settings | undefined): Response {
  const headers = settings === undefined ? {} : securityHeaders(settings)
  for (const [name, value] of Object.entries(headers)) {
    // The policy of a page is its own.
    if (!response.headers.has(name)) response.headers.set(name, value)
  }
  return response
}
