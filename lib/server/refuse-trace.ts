import 'server-only'
import type { IncomingMessage } from 'node:http'
import { AppError } from '@/lib/core/errors'
import { refusal } from './refusal'

/**
 * Answers TRACE with 405 and closes. The platform's `Request` cannot hold that method, so Next would fail with
 * 500; what it makes of the request now is written nowhere.
 */
export function refuseTrace(request: IncomingMessage, headers: Readonly<Record<string, string>>): void {
  if (request.method !== 'TRACE') return
  request.method = 'GET'
  const error = new AppError('method-not-allowed', 'Nothing here takes this method.')
  request.socket.end(refusal(error, { headers }))
}
