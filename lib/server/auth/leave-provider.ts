import 'server-only'
import type { Context } from '@/lib/access/context'
import { endSession } from '@/lib/access/use-cases/end-session'
import { identifyBySession } from '../identify'
import type { Runtime } from '../runtime'
import { sessionCookieName } from '../session'
import { discover } from './oidc-discovery'
import type { Question } from './to-next-auth'

interface Work {
  readonly app: Runtime
  readonly ctx: Context
  readonly headers: Headers
  readonly question: Question
}

/**
 * Signs out here, and names the provider's own page for signing out as the next place where the session came from
 * there: OpenID Connect RP-Initiated Logout. A provider that cannot be asked never keeps a session of ours alive.
 */
export async function leaveProvider(work: Work, signOut: () => Promise<Response>): Promise<Response> {
  const { app, headers, question } = work
  const { session, actor } = await identifyBySession(headers, app)
  const ours = await signOut()
  // It is next-auth that judges whether the form was ours; it then takes the cookie away.
  const isOver = ours.headers
    .getSetCookie()
    .some((cookie) => isTaken(cookie, sessionCookieName(app.settings)))
  if (session !== undefined && isOver) await endSession({ ...work.ctx, actor }, session.via)
  const isLeaving = session?.via === 'oidc' && question.body.csrfToken !== undefined && ours.status < 400
  const page = isLeaving ? await findLogoutPage(app) : undefined
  if (page === undefined) return ours

  const isJson = question.body.json === 'true'
  const response = new Response(isJson ? JSON.stringify({ url: page }) : null, ours)
  if (!isJson) response.headers.set('location', page)
  return response
}

function isTaken(cookie: string, name: string): boolean {
  return cookie.startsWith(`${name}=;`)
}

async function findLogoutPage(app: Runtime): Promise<string | undefined> {
  const { oidc, allowedCidrs, publicOrigin } = app.settings
  if (oidc === null) return undefined
  const discovered = await discover(oidc, { allowedCidrs, now: app.clock.now() }).catch(() => undefined)
  if (discovered?.end_session_endpoint === undefined) return undefined
  const page = new URL(discovered.end_session_endpoint)
  page.searchParams.set('client_id', oidc.clientId)
  page.searchParams.set('post_logout_redirect_uri', `${publicOrigin}/sign-in`)
  return page.href
}
