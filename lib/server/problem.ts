import 'server-only'
import { AppError, type FieldIssue, PROBLEM_STATUS, type ProblemCode } from '@/lib/core/errors'

/** The body of every failed answer, by RFC 9457. */
export interface Problem {
  readonly type: `urn:assay:problem:${string}`
  readonly title: string
  readonly status: number
  readonly code: ProblemCode
  readonly detail: string
  readonly instance: `/requests/${string}`
  readonly errors?: readonly FieldIssue[]
  readonly facts?: Readonly<Record<string, string | number | boolean>>
  readonly retryAfter?: number
}

interface Failure {
  readonly code: ProblemCode
  readonly detail: string
  readonly issues?: readonly FieldIssue[]
  readonly facts?: Readonly<Record<string, string | number | boolean>>
  readonly retryAfterSeconds?: number | undefined
}

const ISSUES_SHOWN_MAX = 50

/** Turns whatever was thrown into a problem. What is not ours becomes `internal` and keeps its words to itself. */
export function toProblem(error: unknown, requestId: string): Problem {
  const failure = explain(error)
  const issues = failure.issues ?? []
  const facts = failure.facts ?? {}
  return {
    type: `urn:assay:problem:${failure.code}`,
    title: titleOf(failure.code),
    status: PROBLEM_STATUS[failure.code],
    code: failure.code,
    detail: failure.detail,
    instance: `/requests/${requestId}`,
    ...(issues.length > 0 && { errors: issues.slice(0, ISSUES_SHOWN_MAX) }),
    ...(Object.keys(facts).length > 0 && { facts }),
    ...(failure.retryAfterSeconds !== undefined && { retryAfter: failure.retryAfterSeconds }),
  }
}

/** The problem as an answer, with `WWW-Authenticate` and `Retry-After` where they belong. */
export function problemResponse(problem: Problem): Response {
  const headers = new Headers({
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  })
  if (problem.status === 401) headers.set('www-authenticate', 'Bearer realm="assay"')
  if (problem.retryAfter !== undefined) headers.set('retry-after', String(problem.retryAfter))
  return new Response(JSON.stringify(problem), { status: problem.status, headers })
}

/** The code of a failure of ours; undefined for any other. */
export function problemCodeOf(error: unknown): ProblemCode | undefined {
  return error instanceof AppError ? error.code : undefined
}

function explain(error: unknown): Failure {
  if (error instanceof AppError) return error
  return { code: 'internal', detail: 'Something failed on our side. The log has it under this request id.' }
}

function titleOf(code: ProblemCode): string {
  const words = code.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
