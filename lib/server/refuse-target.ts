import 'server-only'
import type { IncomingMessage } from 'node:http'
import { AppError } from '@/lib/core/errors'
import { decodePathSegment } from './http/path-params'
import { refusal } from './refusal'

/**
 * Answers an address that is no path of ours, or not percent-encoded UTF-8, with 400 and closes. Next decodes
 * addresses before it hands them on and fails with a bare 500 where it cannot, and sends whoever names another
 * host in the request line on to that host; what it makes of the request now is written nowhere.
 */
export function refuseTarget(request: IncomingMessage, headers: Readonly<Record<string, string>>): void {
  const error = faultOf(request.url ?? '')
  if (error === undefined) return
  request.url = '/'
  request.socket.end(refusal(error, { headers, isHead: request.method === 'HEAD' }))
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
