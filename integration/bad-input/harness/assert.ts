import { expect } from 'vitest'
import { z } from 'zod'
import { PROBLEM_STATUS } from '@/lib/core/errors'
import type { Answer } from './wire'

const problemShape = z.strictObject({
  type: z.string(),
  title: z.string().min(1),
  status: z.number(),
  code: z.string(),
  detail: z.string().min(1),
  instance: z.string().regex(/^\/requests\/req_[a-z0-9]+$/),
  errors: z.array(z.strictObject({ pointer: z.string(), code: z.string(), message: z.string() })).optional(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  retryAfter: z.number().optional(),
  /** Where next-auth's client goes on after a refused sign-in. */
  url: z.string().optional(),
})

const STACK = /\n\s+at |node_modules|\.[jt]sx?:\d+/
const SQL = /\b(?:select|insert into|update|delete from)\b.+\b(?:where|values|set|from)\b|sqlite_|pg_catalog/i
const ECHO_MAX = 64

/** The one shape of every failed answer of the API (RFC 9457), and its code. */
export function readProblem(answer: Answer): string {
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
  const problem = problemShape.parse(JSON.parse(answer.text))
  const statuses: Readonly<Record<string, number>> = PROBLEM_STATUS
  expect(problem.status).toBe(answer.status)
  expect(statuses[problem.code]).toBe(answer.status)
  expect(problem.type).toBe(`urn:assay:problem:${problem.code}`)
  expect(answer.headers['cache-control']).toContain('no-store')
  if (answer.status === 401) expect(answer.headers['www-authenticate']).toBeTruthy()
  if (answer.status === 429) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  expect(answer.text).not.toMatch(STACK)
  expect(answer.text).not.toMatch(SQL)
  return problem.code
}

/** What every answer carries, whoever made it: ours, Next's, or the server's own. */
export function expectSecured({ headers }: Answer): void {
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['x-frame-options']).toBe('DENY')
  expect(headers['referrer-policy']).toBe('same-origin')
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(headers['cache-control']).toContain('no-store')
  expect(headers['x-powered-by']).toBeUndefined()
}

/** No secret, and no long piece of what was sent, in anything that came back. */
export function refuseLeaks(answer: Answer, secrets: Iterable<string>, sent: readonly string[]): void {
  const headers = Object.entries(answer.headers).filter(([name]) => name !== 'set-cookie')
  const whole = `${answer.text}\n${JSON.stringify(headers)}`
  for (const secret of secrets) expect(whole.includes(secret), 'a secret came back').toBe(false)
  if (answer.status < 400) return
  for (const text of sent.flatMap(longPieces)) {
    expect(answer.text.includes(text), 'what was sent came back').toBe(false)
  }
}

/** The first characters of each long run without a separator: enough to tell an echo. */
function longPieces(text: string): string[] {
  const runs = text.match(new RegExp(`[^\\s"'/?&=<>{}\\[\\],]{${ECHO_MAX + 1},}`, 'g')) ?? []
  return runs.map((run) => run.slice(0, ECHO_MAX + 1))
}
