import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { AppError, NotFoundError, type ProblemCode } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { toProblem } from './problem'

/** Ours to set. From a client they would reach scripts' nonces or what Next believes of itself. */
const CLAIMED =
  /^(?:content-security-policy(?:-report-only)?|x-nonce|x-middleware-.*|x-assay-.*|x-now-.*|next-action)$/
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
  const secured: { writeHead(...parts: unknown[]): ServerResponse } = {
    writeHead(...parts) {
      // Nothing in between may keep what does not say that it may be kept.
      for (const [name, value] of Object.entries({ ...headers, 'cache-control': 'private, no-store' })) {
        if (!response.hasHeader(name)) response.setHeader(name, value)
      }
      return Reflect.apply(writeHead, response, parts)
    },
  }
  Object.assign(response, secured)
  if (pathOf(request).startsWith('/api/')) explainBareAnswers(request, response)
}

/** Next answers a method that a route has not, and some bad requests, without a word: they get a problem like any other. */
function explainBareAnswers(request: IncomingMessage, response: ServerResponse): void {
  const end = response.end.bind(response)
  const explained: { end(...parts: unknown[]): ServerResponse } = {
    end(...parts) {
      const code = PROBLEMS[response.statusCode]
      const isBare = parts.every((part) => part === undefined || typeof part === 'function' || part === '')
      if (code === undefined || !isBare || response.headersSent || response.hasHeader('content-type')) {
        return Reflect.apply(end, response, parts)
      }
      const body = JSON.stringify(toProblem(errorOf(code), newId('req')))
      response.setHeader('content-type', 'application/problem+json; charset=utf-8')
      response.setHeader('content-length', Buffer.byteLength(body))
      return request.method === 'HEAD' ? end() : end(body)
    },
  }
  Object.assign(response, explained)
}

function errorOf(code: ProblemCode): AppError {
  if (code === 'not-found') return new NotFoundError()
  if (code === 'method-not-allowed') return new AppError(code, 'This address does not take this method.')
  return new AppError(code, 'The request cannot be read.')
}

export function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1).join('')
}
