import 'server-only'
import { type Problem, problemResponse } from '../problem'
import type { Runtime } from '../runtime'
import { safeRedirect } from './safe-redirect'

export interface Refusal {
  readonly problem: Problem
  readonly origin: string
  readonly wantsJson: boolean
  readonly callbackUrl: string | undefined
}

/** A closed list: the pages know a sentence for each. */
const SHOWN = new Set([
  'invalid-credentials',
  'account-disabled',
  'too-many-attempts',
  'database-busy',
  'provider-unreachable',
  'provider-invalid',
  'provider-denied',
  'sign-in-stale',
  'signed-in-as-another',
])

/** A refused sign-in: a problem for scripts, the sign-in page with a code for forms. */
export function refusedSignIn(refusal: Refusal): Response {
  const { problem } = refusal
  const page = new URL('/sign-in', refusal.origin)
  page.searchParams.set('error', shownCode(problem))
  if (!refusal.wantsJson) return redirectBack(page, refusal)

  const response = problemResponse(problem)
  // next-auth's own client reads the code from an address.
  return new Response(JSON.stringify({ ...problem, url: page.href }), response)
}

/** The page for what went wrong on the way by a provider: a code of ours, never a word of theirs. */
export function failedSignInPage(problem: Problem, { settings }: Runtime): Response {
  const page = new URL('/sign-in/failed', settings.publicOrigin)
  page.searchParams.set('error', shownCode(problem))
  page.searchParams.set('request', problem.instance.slice('/requests/'.length))
  return new Response(null, { status: 303, headers: { location: page.href } })
}

function shownCode(problem: Problem): string {
  return SHOWN.has(problem.code) ? problem.code : 'internal'
}

function redirectBack(page: URL, { callbackUrl, origin }: Refusal): Response {
  if (callbackUrl) page.searchParams.set('callbackUrl', safeRedirect(callbackUrl, origin))
  return new Response(null, { status: 303, headers: { location: page.href } })
}
