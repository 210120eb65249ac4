import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { AppError, NotFoundError, type ProblemCode } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { allowedMethods } from './allowed-methods'
import { toProblem } from './problem'

/** Ours to set. From a client they would reach scripts' nonces or what Next believes of itself. */
const CLAIMED =
  /^(?:content-security-policy(?:-report-only)?|x-nonce|x-middleware-.*|x-assay-.*|x-now-.*|next-action)$/
/** Where registries deliver: every answer there is a status and nothing else. */
const HOOKS = /^\/+api\/+hooks(?:\/|$)/
const PROBLEMS: Readonly<Record<number, ProblemCode>> = {
  400: 'invalid-request',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'body-too-large',
}

/** Takes away what only we may say. */
export function stripClaims(request: IncomingMessage): void {
  for (const name of Object.keys(request.headers)) {
    if (CLAIMED.test(name)) delete request.headers[name]
  }
}

/** Gives an answer its security headers when it is written, where whoever makes it has not set its own. */
export function secureAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
): void {
  const writeHead = response.writeHead.bind(response)
  const end = response.end.bind(response)
  const path = pathOf(request)
  // A registry reads no body, and would send again what it believes to be half an answer.
  const isApi = path.startsWith('/api/') && !HOOKS.test(path)
  let missing: string | undefined
  const secured: {
    writeHead(...parts: unknown[]): ServerResponse
    end(...parts: unknown[]): ServerResponse
  } = {
    writeHead(...parts) {
      // Nothing in between may keep what does not say that it may be kept.
      for (const [name, value] of Object.entries({ ...headers, 'cache-control': 'private, no-store' })) {
        if (!response.hasHeader(name)) response.setHeader(name, value)
      }
      if (isApi) missing ??= explainBare(response, parts[0], path)
      return Reflect.apply(writeHead, response, parts)
    },
    end(...parts) {
      const hasBody = parts.some((part) => typeof part === 'string' || part instanceof Uint8Array)
      if (isApi && !hasBody && !response.headersSent)
        missing ??= explainBare(response, response.statusCode, path)
      if (missing === undefined || hasBody || request.method === 'HEAD')
        return Reflect.apply(end, response, parts)
      return end(missing)
    },
  }
  Object.assign(response, secured)
}

/**
 * The body of a problem for an answer that has none: Next refuses a method that a route has not, and some bad
 * requests, without a word. A refused method also learns which ones there are.
 */
function explainBare(response: ServerResponse, status: unknown, path: string): string | undefined {
  const methods = status === 405 && !response.hasHeader('allow') ? allowedMethods(path) : undefined
  if (methods !== undefined) response.setHeader('allow', methods)
  const code = typeof status === 'number' ? PROBLEMS[status] : undefined
  if (code === undefined || response.hasHeader('content-type')) return undefined
  const body = JSON.stringify(toProblem(errorOf(code), newId('req')))
  response.setHeader('content-type', 'application/problem+json; charset=utf-8')
  response.setHeader('content-length', Buffer.byteLength(body))
  return body
}

function errorOf(code: ProblemCode): AppError {
  if (code === 'not-found') return new NotFoundError()
  if (code === 'method-not-allowed') return new AppError(code, 'This address does not take this method.')
  return new AppError(code, 'The request cannot be read.')
}

export function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1).join('')
}
