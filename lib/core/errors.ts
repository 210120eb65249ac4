/** Everything a caller can be told went wrong. The code is stable and public; the status follows from it. */
export const PROBLEM_STATUS = {
  // 400: we could not read it
  'invalid-json': 400,
  'json-too-deep': 400,
  'invalid-request': 400,
  'invalid-cursor': 400,
  'duplicate-parameter': 400,
  // 401, 403: who are you, may you
  unauthenticated: 401,
  'invalid-credentials': 401,
  forbidden: 403,
  'cross-site-request': 403,
  'account-disabled': 403,
  'four-eyes': 403,
  'provider-denied': 403,
  // 404: absent, or not yours to know
  'not-found': 404,
  'method-not-allowed': 405,
  // 409, 412: it is not in the state you think
  conflict: 409,
  'name-taken': 409,
  'realm-confirmation-required': 409,
  'job-finished': 409,
  'last-admin': 409,
  'setup-finished': 409,
  'signed-in-as-another': 409,
  'not-a-local-account': 409,
  'sign-in-stale': 409,
  'tag-is-golden': 409,
  'deletes-disabled': 409,
  'untag-unsupported': 409,
  'run-refused': 409,
  'deletion-blocked': 409,
  'confirmation-required': 409,
  'blobs-gone': 409,
  'wrong-state': 409,
  'not-ready': 409,
  'nominated-already': 409,
  'approved-already': 409,
  'promotion-refused': 409,
  'invitation-used': 410,
  'invitation-expired': 410,
  'precondition-failed': 412,
  'tag-moved': 412,
  'body-too-large': 413,
  'unsupported-media-type': 415,
  // 422: we read it, and it cannot be
  'invalid-input': 422,
  'invalid-policy': 422,
  'unknown-field': 422,
  'too-many': 422,
  'idempotency-key-reuse': 422,
  'invalid-repository': 422,
  'invalid-tag': 422,
  'invalid-digest': 422,
  'invalid-evidence': 422,
  'unknown-digest': 422,
  'invalid-limit': 422,
  'invalid-sort': 422,
  'url-invalid': 422,
  'url-scheme': 422,
  'url-userinfo': 422,
  'url-port': 422,
  'url-not-allowed': 422,
  'realm-not-allowed': 422,
  'invalid-certificate': 422,
  'private-key-not-accepted': 422,
  'precondition-required': 428,
  'too-many-attempts': 429,
  'too-many-requests': 429,
  'too-many-streams': 429,
  internal: 500,
  // 502, 503, 504: the registry failed us
  'upstream-blocked': 502,
  'upstream-unreachable': 502,
  'upstream-tls': 502,
  'upstream-auth': 502,
  'upstream-denied': 502,
  'upstream-error': 502,
  'upstream-invalid': 502,
  'upstream-ambiguous': 502,
  'upstream-too-large': 502,
  'upstream-digest-mismatch': 502,
  'upstream-encoding': 502,
  'upstream-redirect': 502,
  'upstream-link': 502,
  'provider-invalid': 502,
  'provider-unreachable': 503,
  'upstream-rate-limited': 503,
  'database-busy': 503,
  'shutting-down': 503,
  'upstream-timeout': 504,
} as const

export type ProblemCode = keyof typeof PROBLEM_STATUS

export interface FieldIssue {
  /** RFC 6901 pointer into the body, or `?name`, `{name}` and `header:name` for what was outside of it. */
  readonly pointer: string
  readonly code: string
  readonly message: string
}

export interface AppErrorOptions {
  /** For the log only, never for the answer. */
  readonly cause?: unknown
  readonly issues?: readonly FieldIssue[]
  /** Public facts that belong to the code, such as the realm that wants confirming. */
  readonly facts?: Readonly<Record<string, string | number | boolean>>
  readonly retryAfterSeconds?: number
}

const IS_APP_ERROR = Symbol.for('assay.AppError')

/** A failure with a stable public code. `detail` is written for people and may be shown to them. */
export class AppError extends Error {
  readonly [IS_APP_ERROR] = true
  readonly code: ProblemCode
  readonly detail: string
  readonly issues: readonly FieldIssue[]
  readonly facts: Readonly<Record<string, string | number | boolean>>
  readonly retryAfterSeconds: number | undefined

  constructor(code: ProblemCode, detail: string, options: AppErrorOptions = {}) {
    super(`${code}: ${detail}`, { cause: options.cause })
    // Written out, because a build shortens the names of classes.
    this.name = 'AppError'
    this.code = code
    this.detail = detail
    this.issues = options.issues ?? []
    this.facts = options.facts ?? {}
    this.retryAfterSeconds = options.retryAfterSeconds
  }

  get status(): number {
    return PROBLEM_STATUS[this.code]
  }

  /** By a mark: the server is bundled in several parts, and each has a class of its own. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: subclasses inherit this and are told apart by it.
    if (this !== AppError) return Function.prototype[Symbol.hasInstance].call(this, value)
    return value instanceof Error && IS_APP_ERROR in value
  }
}

/** What is not there, and what the actor may not know of: byte-equal on purpose. */
export class NotFoundError extends AppError {
  constructor() {
    super('not-found', 'There is nothing here, or nothing you may see.')
  }
}

/** The actor may see the thing but not do this to it. */
export class ForbiddenError extends AppError {
  constructor(detail: string) {
    super('forbidden', detail)
  }
}

/** Nobody is signed in, or the session or token no longer holds. */
export class UnauthenticatedError extends AppError {
  constructor(detail = 'Sign in, or send an API token.') {
    super('unauthenticated', detail)
  }
}

/** A value that was read but cannot be accepted. */
export class InvalidInputError extends AppError {}

/** A registry failed. The code says how; `detail` never holds the registry's own words. */
export class UpstreamError extends AppError {}
