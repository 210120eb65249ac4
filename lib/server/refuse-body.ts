import 'server-only'
import type { IncomingMessage } from 'node:http'
import { AppError } from '@/lib/core/errors'
import { pathOf } from './harden-exchange'
import { refusal } from './refusal'

/** More than any address of ours reads; each of them counts what comes and stops much earlier. */
const DECLARED_BYTES_MAX = 8 * 1024 * 1024
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])

/**
 * Answers at once, and closes, what nobody here would read: a body for a page, which Next would keep in memory
 * and try to take for the call of a server function, and a body that says itself that it is too large.
 */
export function refuseBody(request: IncomingMessage, headers: Readonly<Record<string, string>>): void {
  const error = faultOf(request)
  if (error === undefined) return
  request.method = 'GET'
  request.url = '/'
  delete request.headers['content-length']
  delete request.headers['transfer-encoding']
  const allow = error.code === 'method-not-allowed' && { allow: 'GET, HEAD, OPTIONS' }
  request.socket.end(refusal(error, { headers: { ...headers, ...allow } }))
}

function faultOf(request: IncomingMessage): AppError | undefined {
  const length = Number(request.headers['content-length'] ?? 0)
  if (length > DECLARED_BYTES_MAX) {
    return new AppError('body-too-large', `A body may hold ${DECLARED_BYTES_MAX} bytes at most.`)
  }
  if (SAFE.has(request.method ?? 'GET') || pathOf(request).startsWith('/api/')) return undefined
  return new AppError('method-not-allowed', 'A page is only read.')
}
