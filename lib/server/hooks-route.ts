import 'server-only'
import { ANONYMOUS_ACTOR } from '@/lib/core/actor'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { admitNotifier } from '@/lib/sync/use-cases/admit-notifier'
import { requestContext } from './context'
import { decodePathSegment } from './http/path-params'
import { readBytes } from './http/read-body'
import { metrics } from './metrics'
import { type Runtime, runtime } from './runtime'

const BODY_BYTES_MAX = 1024 * 1024
const REGISTRY_NAME = /^[a-z0-9-]{1,40}$/
const LABELS = { method: 'POST', route: '/api/hooks/{registry}' }

/**
 * Takes what a registry tells by itself. 202 means that it is in the database, whatever it says: a registry
 * sends anything else again and again, and everything behind it waits. 401 for a wrong secret, 413 beyond 1 MiB,
 * 503 when it could not be written down. Never a redirect, never a body.
 */
export async function hooksRoute(request: Request): Promise<Response> {
  const startedMs = performance.now()
  const status = await receive(request)
  metrics().requests.inc({ ...LABELS, status })
  metrics().durations.observe(LABELS, (performance.now() - startedMs) / 1000)
  return answer(status)
}

/** Every other method. */
export function refuseHookMethod(): Response {
  return answer(405, { allow: 'POST' })
}

function answer(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, {
    status,
    headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers },
  })
}

async function receive(request: Request): Promise<number> {
  let app: Runtime | undefined
  try {
    app = runtime()
    const registryId = await admit(request, app)
    if (registryId === undefined) return 401
    const bytes = await readBytes(request, BODY_BYTES_MAX)
    const text = new TextDecoder('utf-8').decode(bytes)
    await app.inbox.take({ registryId, text, receivedAt: app.clock.now() })
    return 202
  } catch (error) {
    if (error instanceof AppError && error.code === 'body-too-large') return 413
    app?.log.error({ error }, 'A notification could not be taken in.')
    return 503
  }
}

async function admit(request: Request, app: Runtime): Promise<string | undefined> {
  const { headers, signal } = request
  const [, secret = ''] = /^bearer ([^\s]{1,512})$/i.exec(headers.get('authorization') ?? '') ?? []
  const registry = registryOf(new URL(request.url).pathname)
  const ctx = requestContext(app, { actor: ANONYMOUS_ACTOR, requestId: newId('req'), headers, signal })
  return admitNotifier(ctx, { registry, secret })
}

function registryOf(pathname: string): string {
  const [segment = ''] = pathname.split('/').slice(3)
  try {
    const name = decodePathSegment(segment)
    return REGISTRY_NAME.test(name) ? name : ''
  } catch {
    // No registry has such a name, and nobody is told more than that.
    return ''
  }
}
