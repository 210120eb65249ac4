import 'server-only'
import type { Context } from '@/lib/access/context'
import { ANONYMOUS_ACTOR } from '@/lib/core/actor'
import { newId } from '@/lib/core/ids'
import { issueToken } from '@/lib/docker-token/use-cases/issue-token'
import { readTrust } from '@/lib/docker-token/use-cases/read-trust'
import { requestContext } from '../context'
import { problemResponse, toProblem } from '../problem'
import { runtime } from '../runtime'
import { tokenAnswer, tokenProblem } from './answer'
import { observeToken } from './observe'
import { type RawWish, readGet, readPost } from './read-wish'

/** `GET /api/token`. */
export function getToken(request: Request): Promise<Response> {
  return serve(request, readGet, false)
}

/** `POST /api/token`. Cookies mean nothing here, so no page of somebody else's can use them. */
export function postToken(request: Request): Promise<Response> {
  return serve(request, readPost, true)
}

/** `GET /api/token/keys`: the public keys, as `jwks` of distribution 3.x wants them. */
export function getKeys(request: Request): Promise<Response> {
  return publish(request, async (ctx) =>
    Response.json((await readTrust(ctx)).jwks, { headers: { 'content-type': 'application/jwk-set+json' } }),
  )
}

/** `GET /api/token/bundle`: the certificates, as `rootcertbundle` wants them. */
export function getBundle(request: Request): Promise<Response> {
  return publish(
    request,
    async (ctx) =>
      new Response((await readTrust(ctx)).bundle, {
        headers: {
          'content-type': 'application/x-pem-file',
          'content-disposition': 'attachment; filename="assay-token.pem"',
        },
      }),
  )
}

async function serve(
  request: Request,
  read: (request: Request) => RawWish | Promise<RawWish>,
  isOauth: boolean,
): Promise<Response> {
  const requestId = newId('req')
  const startedMs = performance.now()
  try {
    const app = runtime()
    const wish = await read(request)
    const issued = await issueToken(contextOf(request, requestId), {
      ...wish,
      origin: app.settings.publicOrigin,
      directory: app.settings.ldap,
    })
    const { outcome, actor } = issued
    observeToken({ requestId, startedMs, status: 200, outcome, actorId: actor.id })
    return secured(tokenAnswer(issued, isOauth), requestId)
  } catch (error) {
    const problem = toProblem(error, requestId)
    const outcome = FAILED[problem.status] ?? 'invalid'
    observeToken({ requestId, startedMs, status: problem.status, outcome, actorId: 'anonymous', error })
    return secured(tokenProblem(problem), requestId)
  }
}

const FAILED: Readonly<Record<number, string>> = {
  401: 'refused',
  429: 'throttled',
  500: 'failed',
  502: 'failed',
  503: 'failed',
}

async function publish(request: Request, answer: (ctx: Context) => Promise<Response>): Promise<Response> {
  const requestId = newId('req')
  try {
    return secured(await answer(contextOf(request, requestId)), requestId)
  } catch (error) {
    runtime().log.error({ requestId, error }, 'the public keys could not be read')
    return secured(problemResponse(toProblem(error, requestId)), requestId)
  }
}

function contextOf({ headers, signal }: Request, requestId: string): Context {
  return requestContext(runtime(), { actor: ANONYMOUS_ACTOR, requestId, headers, signal })
}

function secured(response: Response, requestId: string): Response {
  response.headers.set('cache-control', 'private, no-store')
  response.headers.set('pragma', 'no-cache')
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('x-request-id', requestId)
  return response
}
