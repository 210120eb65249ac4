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
    issues: Array.isArray(body.errors) ? body.errors.filter(isIssue) : [],
    facts: factsOf(body.facts),
    requestId: text(body.instance)?.replace('/requests/', '') ?? null,
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

function factsOf(value: unknown): Problem['facts'] {
  if (!isRecord(value)) return {}
  const facts: Record<string, string | number | boolean> = {}
  for (const [name, fact] of Object.entries(value)) {
    if (typeof fact === 'string' || typeof fact === 'number' || typeof fact === 'boolean') facts[name] = fact
  }
  return facts
}
