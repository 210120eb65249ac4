import 'server-only'
import type { IncomingMessage } from 'node:http'
import { AppError } from '@/lib/core/errors'
import { pathOf } from './harden-exchange'
import { refusal } from './refusal'

/** More than any address of ours reads, evidence among them; each counts what comes and stops much earlier. */
const DECLARED_BYTES_MAX = 17 * 1024 * 1024
/** Browsers read an answer only once they have sent everything; who is slower than that is cut off. */
const DRAIN_MS = 10_000
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
  const { socket } = request
  socket.end(refusal(error, { headers: { ...headers, ...allow } }))
  request.resume()
  const cutOff = setTimeout(() => socket.destroy(), DRAIN_MS)
  socket.once('close', () => clearTimeout(cutOff))
}

function faultOf(request: IncomingMessage): AppError | undefined {
  const length = Number(request.headers['content-length'] ?? 0)
  if (length > DECLARED_BYTES_MAX) {
    return new AppError('body-too-large', `A body may hold ${DECLARED_BYTES_MAX} bytes at most.`)
  }
  if (SAFE.has(request.method ?? 'GET') || pathOf(request).startsWith('/api/')) return undefined
  return new AppError('method-not-allowed', 'A page is only read.')
}
