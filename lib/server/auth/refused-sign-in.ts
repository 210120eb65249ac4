import 'server-only'
import { type Problem, problemResponse } from '../problem'
import { safeRedirect } from './safe-redirect'

export interface Refusal {
  readonly problem: Problem
  readonly origin: string
  readonly wantsJson: boolean
  readonly callbackUrl: string | undefined
}

/** A closed list: the sign-in page knows a sentence for each. */
const SHOWN = new Set(['invalid-credentials', 'too-many-attempts', 'database-busy'])

/** A refused sign-in: a problem for scripts, the sign-in page with a code for forms. */
export function refusedSignIn(refusal: Refusal): Response {
  const { problem } = refusal
  const page = new URL('/sign-in', refusal.origin)
  page.searchParams.set('error', SHOWN.has(problem.code) ? problem.code : 'internal')
  if (!refusal.wantsJson) return redirectBack(page, refusal)

  const response = problemResponse(problem)
  // next-auth's own client reads the code from an address.
  return new Response(JSON.stringify({ ...problem, url: page.href }), response)
}

function redirectBack(page: URL, { callbackUrl, origin }: Refusal): Response {
  if (callbackUrl) page.searchParams.set('callbackUrl', safeRedirect(callbackUrl, origin))
  return new Response(null, { status: 303, headers: { location: page.href } })
}
