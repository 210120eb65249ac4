import 'server-only'
import type { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { toProblem } from './problem'

/** Status lines of what is refused before Next sees it. */
const PHRASES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
}

interface RefusalOptions {
  /** The security headers of every answer, and what else belongs to this one. */
  readonly headers: Readonly<Record<string, string>>
  /** The answer to HEAD has no body. */
  readonly isHead?: boolean
}

/** A whole HTTP/1.1 answer for a socket that is closed with it. */
export function refusal(error: AppError, { headers, isHead = false }: RefusalOptions): string {
  const problem = toProblem(error, newId('req'))
  const body = JSON.stringify(problem)
  const lines = Object.entries({
    ...headers,
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'private, no-store',
    connection: 'close',
    'content-length': String(Buffer.byteLength(body)),
  }).map(([name, value]) => `${name}: ${value}`)
  const phrase = PHRASES[problem.status] ?? 'Refused'
  return `HTTP/1.1 ${problem.status} ${phrase}\r\n${lines.join('\r\n')}\r\n\r\n${isHead ? '' : body}`
}
