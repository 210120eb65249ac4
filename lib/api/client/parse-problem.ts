import { blank, type Problem, type ProblemIssue } from './problem-error'

/** Reads an answer that is not a success. Never throws: a broken body becomes a problem of its own. */
export async function parseProblem(response: Response): Promise<Problem> {
  const base = blank({
    status: response.status,
    code: 'unexpected-answer',
    detail: `The server answered ${response.status} in a form Assay does not know.`,
  })
  const body: unknown = await response.json().catch(() => null)
  const retryAfter = Number(response.headers.get('retry-after'))
  const withRetry = { ...base, retryAfterSeconds: retryAfter > 0 ? retryAfter : null }
  if (!isRecord(body)) return withRetry

  return {
    ...withRetry,
    code: text(body.code) ?? base.code,
    title: text(body.title) ?? '',
    detail: text(body.detail) ?? text(body.title) ?? base.detail,
    issues: Array.isArray(body.issues) ? body.issues.filter(isIssue) : [],
    facts: factsOf(body),
    requestId: text(body.requestId),
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isIssue(value: unknown): value is ProblemIssue {
  return isRecord(value) && typeof value.pointer === 'string' && typeof value.message === 'string'
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** Facts stand beside the standard members (RFC 9457 extensions) or under `facts`. */
function factsOf(body: Record<string, unknown>): Problem['facts'] {
  const nested = isRecord(body.facts) ? body.facts : {}
  const facts: Record<string, string | number | boolean> = {}
  for (const [name, value] of [...Object.entries(body), ...Object.entries(nested)]) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      facts[name] = value
  }
  return facts
}
