import 'server-only'
import type { IncomingMessage } from 'node:http'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { decodePathSegment } from './http/path-params'
import { toProblem } from './problem'

/**
 * Answers an address that is no path of ours, or not percent-encoded UTF-8, with 400 and closes. Next decodes
 * addresses before it hands them on and fails with a bare 500 where it cannot, and sends whoever names another
 * host in the request line on to that host; what it makes of the request now is written nowhere.
 */
export function refuseTarget(request: IncomingMessage): void {
  const error = faultOf(request.url ?? '')
  if (error === undefined) return
  request.url = '/'
  request.socket.end(refusal(error, request.method === 'HEAD'))
}

function faultOf(target: string): AppError | undefined {
  const [path = ''] = target.split('?', 1)
  if (!path.startsWith('/')) return new AppError('invalid-request', 'The address is not a path.')
  try {
    decodePathSegment(path)
    return undefined
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

function refusal(error: AppError, isHead: boolean): string {
  const body = JSON.stringify(toProblem(error, newId('req')))
  const head = [
    'HTTP/1.1 400 Bad Request',
    'Content-Type: application/problem+json; charset=utf-8',
    'Cache-Control: private, no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  return `${head.join('\r\n')}\r\n\r\n${isHead ? '' : body}`
}
