import 'server-only'
import { authorize } from '@/lib/access/authorize'
import { newId } from '@/lib/core/ids'
import { requestContext } from './context'
import { identify } from './identify'
import { metrics } from './metrics'
import { problemResponse, toProblem } from './problem'
import { runtime } from './runtime'

/** The counts of this process, for admins and for whoever holds an API token. */
export async function metricsRoute(request: Request): Promise<Response> {
  const requestId = newId('req')
  const response = await read(request, requestId).catch((error: unknown) =>
    problemResponse(toProblem(error, requestId)),
  )
  response.headers.set('cache-control', 'private, no-store')
  response.headers.set('x-content-type-options', 'nosniff')
  return response
}

async function read({ headers, signal }: Request, requestId: string): Promise<Response> {
  const app = runtime()
  const { actor } = await identify(headers, app)
  await authorize(requestContext(app, { actor, requestId, headers, signal }), 'metrics:read')

  const { registry } = metrics()
  return new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } })
}
