import 'server-only'
import NextAuth from 'next-auth'
import type { Context } from '@/lib/access/context'
import { ANONYMOUS_ACTOR } from '@/lib/core/actor'
import { NotFoundError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { requestContext } from '../context'
import { parseCookies } from '../cookies'
import { readPathSegments } from '../http/path-params'
import { assertSameOrigin, namesItsOrigin } from '../http/same-origin'
import { problemResponse, toProblem } from '../problem'
import { findRuntime, type Runtime, runtime } from '../runtime'
import { AnswerCollector } from './answer'
import { authOptions, callbackCookieName, type SignInOutcome } from './options'
import { readForm } from './read-form'
import { refusedSignIn } from './refused-sign-in'
import { safeRedirect } from './safe-redirect'

const PREFIX = '/api/auth/'
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
  const action = new URL(request.url).pathname.slice(PREFIX.length)
  if (!OPEN[request.method]?.includes(action)) throw new NotFoundError()
  if (request.method === 'POST' && namesItsOrigin(headers))
    assertSameOrigin(headers, app.settings.publicOrigin)

  const ctx = requestContext(app, { actor: ANONYMOUS_ACTOR, requestId, headers, signal })
  return ask(app, ctx, await toNextAuth(request, app))
}

interface Question {
  readonly method: string
  readonly query: Record<string, string | string[]>
  readonly body: Record<string, string>
  readonly cookies: Record<string, string>
  readonly headers: Record<string, string>
}

async function ask(app: Runtime, ctx: Context, question: Question): Promise<Response> {
  const outcome: SignInOutcome = {}
  const collector = new AnswerCollector()
  const handle: (question: Question, collector: AnswerCollector) => Promise<void> = NextAuth(
    authOptions(app, ctx, outcome),
  )
  await handle(question, collector)
  if (outcome.failure === undefined) return collector.toResponse()
  return refusedSignIn({
    problem: toProblem(outcome.failure, ctx.requestId),
    origin: app.settings.publicOrigin,
    wantsJson: question.body.json === 'true',
    callbackUrl: question.body.callbackUrl,
  })
}

/** The request in next-auth's own shape, with every address in it made harmless: it answers 500 to odd ones. */
async function toNextAuth(request: Request, app: Runtime): Promise<Question> {
  const url = new URL(request.url)
  const { publicOrigin } = app.settings
  const harmless = <T extends Record<string, string>>(values: T, key: string) =>
    values[key] === undefined ? values : { ...values, [key]: safeRedirect(values[key], publicOrigin) }

  const body = request.method === 'POST' ? await readForm(request) : {}
  const cookies = Object.fromEntries(parseCookies(request.headers.get('cookie') ?? ''))
  return {
    method: request.method,
    query: {
      ...harmless(Object.fromEntries(url.searchParams), 'callbackUrl'),
      nextauth: readPathSegments(url.pathname.slice(PREFIX.length)),
    },
    body: harmless(body, 'callbackUrl'),
    cookies: harmless(cookies, callbackCookieName(app)),
    // It joins a host of its own from these; only the configured origin may count.
    headers: { host: new URL(publicOrigin).host },
  }
}
