/** One value of a request that was refused, and why. */
export interface ProblemIssue {
  readonly pointer: string
  readonly code: string
  readonly message: string
}

export interface Problem {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly issues: readonly ProblemIssue[]
  readonly facts: Readonly<Record<string, string | number | boolean>>
  readonly requestId: string | null
  readonly retryAfterSeconds: number | null
}

/** What the API answered when it refused or failed, parsed from `application/problem+json`. */
export class ProblemError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.detail}`)
    this.name = 'ProblemError'
    this.problem = problem
  }

  get code(): string {
    return this.problem.code
  }

  get detail(): string {
    return this.problem.detail
  }

  get status(): number {
    return this.problem.status
  }

  /** The message about one field, by its JSON pointer (`/url`). */
  issue(pointer: string): string | undefined {
    return this.problem.issues.find((issue) => issue.pointer === pointer)?.message
  }
}

/** Any thrown value as a problem that can be shown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  return blank({
    status: 0,
    code: 'unreachable',
    detail: 'Assay could not be reached. Check the connection.',
  })
}

/** Whether a thrown value is the problem with this code. */
export function isProblem(error: unknown, code: string): error is ProblemError {
  return error instanceof ProblemError && error.code === code
}

export function blank(known: Pick<Problem, 'status' | 'code' | 'detail'>): Problem {
  return { title: '', issues: [], facts: {}, requestId: null, retryAfterSeconds: null, ...known }
}
