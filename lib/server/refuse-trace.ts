import 'server-only'
import type { IncomingMessage } from 'node:http'

const REFUSAL = 'HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'

/**
 * Answers TRACE with 405 and closes. The platform's `Request` cannot hold that method, so Next would fail with
 * 500; what it makes of the request now is written nowhere.
 */
export function refuseTrace(request: IncomingMessage): void {
  if (request.method !== 'TRACE') return
  request.method = 'GET'
  request.socket.end(REFUSAL)
}
