import 'server-only'
import type { IncomingMessage } from 'node:http'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { decodePathSegment } from './http/path-params'
import { toProblem } from './problem'

/**
 * Answers an address that is not percent-encoded UTF-8 with 400 and closes. Next decodes addresses before it
 * hands them on, and fails with a bare 500 where it cannot; what it makes of the request now is written nowhere.
 */
export function refuseUndecodable(request: IncomingMessage): void {
  const [path = ''] = (request.url ?? '').split('?', 1)
  try {
    decodePathSegment(path)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    request.url = '/'
    request.socket.end(refusal(error))
  }
}

function refusal(error: AppError): string {
  const body = JSON.stringify(toProblem(error, newId('req')))
  const head = [
    'HTTP/1.1 400 Bad Request',
    'Content-Type: application/problem+json; charset=utf-8',
    'Cache-Control: private, no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  return `${head.join('\r\n')}\r\n\r\n${body}`
}
