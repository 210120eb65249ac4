import 'server-only'
import { describeAccess } from '@/lib/docker-token/rules/access'
import type { TokenAnswer } from '@/lib/docker-token/use-cases/issue-token'
import type { Problem } from '../problem'

/** Docker's own names of what went wrong, by status; its clients print them. */
const CODES: Readonly<Record<number, string>> = {
  401: 'UNAUTHORIZED',
  403: 'DENIED',
  413: 'SIZE_INVALID',
  415: 'UNSUPPORTED',
  429: 'TOOMANYREQUESTS',
  500: 'UNKNOWN',
  502: 'UNAVAILABLE',
  503: 'UNAVAILABLE',
}

/** A token under both of the names clients look for. No refresh token: what was proved is asked for each time. */
export function tokenAnswer(issued: TokenAnswer, isOauth: boolean): Response {
  return Response.json({
    token: issued.token,
    access_token: issued.token,
    expires_in: issued.lifetimeSeconds,
    issued_at: new Date(issued.issuedAt * 1000).toISOString(),
    ...(isOauth && { scope: describeAccess(issued.access) }),
  })
}

/** A failure as clients of a registry read it. */
export function tokenProblem({ status, detail, retryAfter }: Problem): Response {
  const code = CODES[status] ?? 'INVALID_REQUEST'
  const response = Response.json({ errors: [{ code, message: detail }] }, { status })
  if (status === 401) response.headers.set('www-authenticate', 'Basic realm="Assay", charset="UTF-8"')
  if (retryAfter !== undefined) response.headers.set('retry-after', String(retryAfter))
  return response
}
