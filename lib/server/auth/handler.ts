import 'server-only'
import NextAuth from 'next-auth'
import type { Context } from '@/lib/access/context'
import { ANONYMOUS_ACTOR } from '@/lib/core/actor'
import { NotFoundError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { requestContext } from '../context'
import { assertSameOrigin, namesItsOrigin } from '../http/same-origin'
import { problemResponse, toProblem } from '../problem'
import { findRuntime, type Runtime, runtime } from '../runtime'
import { AnswerCollector } from './answer'
import { leaveProvider } from './leave-provider'
import { authOptions, type SignInOutcome, type SignInParts } from './options'
import { passwordProviders } from './password-providers'
import { refusedSignIn } from './refused-sign-in'
import { limitRequests } from './request-limit'
import { finishAtProvider, startAtProvider } from './sign-in-by-provider'
import { AUTH_PREFIX, type Question, toNextAuth } from './to-next-auth'

/** The rest of next-auth, such as its log for strangers to write into, stays shut. */
const OPEN: Readonly<Record<string, readonly string[]>> = {
  GET: ['csrf', 'session', 'providers', 'signin', 'signout', 'error'],
  POST: ['callback/credentials', 'session', 'signout'],
}

/** Signing in and out, by next-auth behind our own door: bounded bodies, our origin, no address but ours to go to. */
export async function authRoute(request: Request): Promise<Response> {
  const requestId = newId('req')
  const response = await answer(request, requestId).catch((error: unknown) =>
    problemResponse(toProblem(error, requestId)),
  )
  const facts = {
    requestId,
    method: request.method,
    path: new URL(request.url).pathname,
    status: response.status,
  }
  findRuntime()?.log.info(facts, 'request')
  response.headers.set('cache-control', 'private, no-store')
  response.headers.set('vary', 'Cookie')
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('x-request-id', requestId)
  return response
}

async function answer(request: Request, requestId: string): Promise<Response> {
  const app = runtime()
  const { headers, signal } = request
  const action = new URL(request.url).pathname.slice(AUTH_PREFIX.length)
  if (!isOpen(app, request.method, action)) throw new NotFoundError()
  if (request.method === 'POST' && namesItsOrigin(headers))
    assertSameOrigin(headers, app.settings.publicOrigin)

  const ctx = requestContext(app, { actor: ANONYMOUS_ACTOR, requestId, headers, signal })
  limitRequests(ctx)
  const work = { app, ctx, headers, question: await toNextAuth(request, app) }
  if (action === 'signin/oidc') return startAtProvider(work, askNextAuth)
  if (action === 'callback/oidc') return finishAtProvider(work, askNextAuth)
  if (action === 'signout' && request.method === 'POST') return leaveProvider(work, () => ask(work))
  return ask(work)
}

function isOpen(app: Runtime, method: string, action: string): boolean {
  if (OPEN[method]?.includes(action)) return true
  const { oidc, ldap } = app.settings
  if (method === 'POST' && action === 'callback/ldap') return ldap !== null
  const isOfProvider = method === 'POST' ? action === 'signin/oidc' : action === 'callback/oidc'
  return oidc !== null && isOfProvider
}

interface Work {
  readonly app: Runtime
  readonly ctx: Context
  readonly question: Question
}

async function ask({ app, ctx, question }: Work): Promise<Response> {
  const outcome: SignInOutcome = {}
  const providers = passwordProviders(app, ctx, outcome)
  const collector = await askNextAuth(app, question, { providers, outcome })
  if (outcome.failure === undefined) return collector.toResponse()
  return refusedSignIn({
    problem: toProblem(outcome.failure, ctx.requestId),
    origin: app.settings.publicOrigin,
    wantsJson: question.body.json === 'true',
    callbackUrl: question.body.callbackUrl,
  })
}

async function askNextAuth(app: Runtime, question: Question, parts: SignInParts): Promise<AnswerCollector> {
  const collector = new AnswerCollector()
  const handle: (question: Question, collector: AnswerCollector) => Promise<void> = NextAuth(
    authOptions(app, parts),
  )
  await handle(question, collector)
  return collector
}
