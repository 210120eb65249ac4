import 'server-only'
import type { ZodError } from 'zod'
import { AppError, type FieldIssue, PROBLEM_STATUS, type ProblemCode } from '@/lib/core/errors'

/** Names the fields and what is wrong with each. A code of ours on an issue becomes the code of the problem. */
export function invalidInput(error: ZodError): AppError {
  const issues = error.issues.flatMap(toFieldIssues)
  const own = issues.find((issue) => isProblemCode(issue.code))
  const code = own !== undefined && isProblemCode(own.code) ? own.code : 'invalid-input'
  return new AppError(code, own?.message ?? 'Some of what was sent cannot be accepted.', { issues })
}

function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEM_STATUS, code)
}

function toFieldIssues(issue: ZodError['issues'][number]): FieldIssue[] {
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys') {
    return [
      {
        pointer: pointerTo(path),
        code: 'unknown-field',
        message: 'There is a field here that is not known.',
      },
    ]
  }
  const code =
    issue.code === 'custom' && typeof issue.params?.code === 'string' ? issue.params.code : issue.code
  return [{ pointer: pointerTo(path), code: code.replaceAll('_', '-'), message: issue.message }]
}

/** RFC 6901, but for what was outside of the body: `?limit` and `{registry}` name themselves. */
function pointerTo(path: readonly string[]): string {
  const [first = ''] = path
  if (first.startsWith('?') || first.startsWith('{')) return first
  return path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
