import 'server-only'
import type { Context } from '@/lib/access/context'
import type { Endpoint, OutputOf } from '@/lib/api/contracts/endpoint'
import { UnauthenticatedError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { requestContext } from './context'
import { Download, downloadResponse } from './download'
import { type Input, readInput } from './http/input'
import { assertSameOrigin, namesItsOrigin } from './http/same-origin'
import { type Identity, identify } from './identify'
import { observeRequest } from './observe'
import { problemResponse, toProblem } from './problem'
import { limitRate } from './rate-limit'
import { type Runtime, runtime } from './runtime'
import { clearSession, renewSession, type Session, wantsRenewal } from './session'

export interface Call<E extends Endpoint> extends Input<E> {
  readonly ctx: Context
  readonly request: Request
  /** Lets the caller's own session live on after a change that ended all of them. */
  readonly keepSession: (sessionVersion: number) => void
}

type Frozen<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer I)[]
    ? readonly Frozen<I>[]
    : { readonly [K in keyof T]: Frozen<T[K]> }

type Answer<E extends Endpoint> = E['produces'] extends 'text/event-stream'
  ? ReadableStream<Uint8Array>
  : E['produces'] extends 'application/octet-stream'
    ? Download
    : Frozen<OutputOf<E>>

/** One use case, then its answer in the contract's shape; nothing for 204, a stream where events are produced. */
export type Handler<E extends Endpoint> = (
  call: Call<E>,
) => Promise<E['status'] extends 204 ? void : Answer<E>>

export type RouteHandler = (request: Request) => Promise<Response>

/**
 * The door of every endpoint: finds out who calls, refuses cross-site changes, reads params, query and body by
 * the contract, and turns whatever is thrown into a problem. The answer holds what the contract names, no more.
 */
export function route<const E extends Endpoint>(contract: E, handler: Handler<E>): RouteHandler {
  return async (request) => {
    const requestId = newId('req')
    const startedMs = performance.now()
    const done = await serve({ contract, handler, request, requestId })
    setHeaders(done.response.headers, requestId)
    observeRequest({ contract, requestId, startedMs, ...done })
    return done.response
  }
}

interface Work<E extends Endpoint> {
  readonly contract: E
  readonly handler: Handler<E>
  readonly request: Request
  readonly requestId: string
}

interface Served {
  readonly response: Response
  readonly actorId: string
  readonly error?: unknown
  /** The session to write back, changed by the handler. */
  readonly keptSession?: Session | undefined
}

async function serve<E extends Endpoint>(work: Work<E>): Promise<Served> {
  try {
    const app = runtime()
    const identity = await identify(work.request.headers, app)
    const served = await serveAs(identity, work, app)
    await carrySession(served, identity, app)
    return served
  } catch (error) {
    return { ...failed(error, work.requestId), actorId: 'anonymous' }
  }
}

async function serveAs<E extends Endpoint>(identity: Identity, work: Work<E>, app: Runtime): Promise<Served> {
  const { contract, request, requestId } = work
  const { actor } = identity
  try {
    guard(contract, request.headers, identity)
    const input = await readInput(contract, request)
    const ctx = requestContext(app, { actor, requestId, headers: request.headers, signal: request.signal })
    if (contract.costs !== undefined) await limitRate(contract.costs, ctx)
    let keptSession: Session | undefined
    const keepSession = (sessionVersion: number) => {
      keptSession = identity.session && { ...identity.session, sessionVersion }
    }
    const output = await work.handler({ ctx, request, keepSession, ...input })
    return { response: answer(contract, output), actorId: actor.id, keptSession }
  } catch (error) {
    return { ...failed(error, requestId), actorId: actor.id }
  }
}

/** A token proves intent by itself; what a browser sends by itself, such as a cookie, does not. */
function guard(contract: Endpoint, headers: Headers, identity: Identity): void {
  if (contract.access === 'actor' && identity.actor.kind === 'anonymous') throw new UnauthenticatedError()
  if (contract.method === 'GET' || identity.via === 'bearer') return
  if (identity.via === 'cookie' || namesItsOrigin(headers)) {
    assertSameOrigin(headers, runtime().settings.publicOrigin)
  }
}

function answer(contract: Endpoint, output: unknown): Response {
  if (output instanceof ReadableStream) return eventStream(output, contract.status)
  if (output instanceof Download) return downloadResponse(output, contract.status)
  if (contract.output === undefined) return new Response(null, { status: contract.status })
  return Response.json(contract.output.parse(output), { status: contract.status })
}

function failed(error: unknown, requestId: string): Pick<Served, 'response' | 'error'> {
  return { response: problemResponse(toProblem(error, requestId)), error }
}

async function carrySession(served: Served, identity: Identity, app: Runtime): Promise<void> {
  const { response, keptSession } = served
  if (identity.hasDeadCookie) response.headers.append('set-cookie', clearSession(app.settings))

  const isDue =
    identity.session && response.ok && wantsRenewal(identity.session, app.settings, app.clock.now())
  const session = keptSession ?? (isDue ? identity.session : undefined)
  if (session) response.headers.append('set-cookie', await renewSession(session, app.settings))
}

/** `no-transform` keeps whoever compresses from holding events back, and the last header nginx from buffering. */
function eventStream(stream: ReadableStream, status: number): Response {
  const headers = {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'private, no-store, no-transform',
    'x-accel-buffering': 'no',
  }
  return new Response(stream, { status, headers })
}

function setHeaders(headers: Headers, requestId: string): void {
  if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-store')
  headers.set('vary', 'Cookie, Authorization')
  headers.set('x-content-type-options', 'nosniff')
  headers.set('x-request-id', requestId)
}
