import 'server-only'
import { AppError, type ProblemCode, UpstreamError } from '@/lib/core/errors'

const TIMEOUTS = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
])
const RESETS = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_CLOSED', 'UND_ERR_DESTROYED'])
const TLS_CODE = /^(?:CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_|ERR_SSL_|EPROTO$|HOSTNAME_MISMATCH$)/
const MALFORMED_CODE =
  /^(?:HPE_|UND_ERR_HEADERS_OVERFLOW$|UND_ERR_INVALID_ARG$|UND_ERR_RES_CONTENT_LENGTH_MISMATCH$)/

const DETAILS = {
  'upstream-blocked': 'Assay may not connect to this address.',
  'upstream-timeout': 'The registry did not answer in time.',
  'upstream-too-large': 'The registry sent more than Assay reads.',
  'upstream-tls': 'The certificate of the registry could not be verified, or TLS failed.',
  'upstream-invalid': 'The registry sent an answer that is not HTTP.',
  'upstream-unreachable': 'The registry could not be reached, or closed the connection.',
} as const satisfies Partial<Record<ProblemCode, string>>

/** A failed exchange as one of our codes. What the system said stays in `cause`. */
export function toUpstreamError(cause: unknown): AppError {
  if (cause instanceof AppError) return cause
  const code = problemOf(systemCode(cause))
  return new UpstreamError(code, DETAILS[code], { cause })
}

/** Whether the connection broke under a request, which a registry or proxy may do to any idle socket. */
export function isReset(error: AppError): boolean {
  return error.code === 'upstream-unreachable' && RESETS.has(systemCode(error.cause))
}

function problemOf(code: string): keyof typeof DETAILS {
  if (code === 'E_EGRESS') return 'upstream-blocked'
  if (TIMEOUTS.has(code)) return 'upstream-timeout'
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return 'upstream-too-large'
  if (TLS_CODE.test(code)) return 'upstream-tls'
  if (MALFORMED_CODE.test(code)) return 'upstream-invalid'
  return 'upstream-unreachable'
}

/** The system's code of an error, looked for in the errors it wraps, at most three deep. */
function systemCode(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 3) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  // undici leaves the parser's code out.
  if (error.name === 'HTTPParserError') return 'HPE_INVALID'
  if (error instanceof AggregateError) return systemCode(error.errors[0], depth + 1)
  return systemCode(error.cause, depth + 1)
}
