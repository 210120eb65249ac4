import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import type { z } from 'zod'
import type { Context } from '@/lib/access/context'
import { hasAccess } from '@/lib/access/rules/has-access'
import type { Actor } from '@/lib/core/actor'
import type { ProblemCode } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { explainProblem } from '@/lib/registry/explain'
import { requestContext } from './context'
import { decodePathSegment } from './http/path-params'
import { identifyBySession } from './identify'
import { PATH_HEADER } from './path-header'
import { problemCodeOf } from './problem'
import { runtime } from './runtime'

const NO_ACCESS_PAGE = '/no-access'
const OWN_PAGE = '/settings/profile'

/** The context of the page being rendered, one for the whole render. Sends who is not signed in to sign in. */
export const pageContext = cache(async (): Promise<Context> => {
  const ctx = await anyPageContext()
  const path = (await headers()).get(PATH_HEADER)
  if (ctx.actor.kind === 'anonymous') redirect(signInPath(path))
  if (isWithoutAccess(ctx.actor) && !path?.startsWith(OWN_PAGE)) redirect(NO_ACCESS_PAGE)
  return ctx
})

/** Whether nothing was given to a person yet, so that every page but their own would be empty. */
export function isWithoutAccess(actor: Actor): boolean {
  return actor.kind === 'user' && !hasAccess(actor)
}

/** The same for pages that show themselves to anybody; the actor may be anonymous. */
export const anyPageContext = cache(async (): Promise<Context> => {
  const incoming = new Headers(await headers())
  const app = runtime()
  const { actor } = await identifyBySession(incoming, app)
  return requestContext(app, {
    actor,
    requestId: newId('req'),
    headers: incoming,
    signal: new AbortController().signal,
  })
})

/** What the promise gives, or the not-found page where there is nothing that the actor may see. */
export async function orNotFound<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise
  } catch (error) {
    if (problemCodeOf(error) === 'not-found') notFound()
    throw error
  }
}

/** What the promise gives, or undefined where there is nothing that the actor may see. */
export async function orAbsent<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise
  } catch (error) {
    if (problemCodeOf(error) === 'not-found') return undefined
    throw error
  }
}

/** What the promise gives, or undefined where the address carries a cursor of another list. */
export async function orInvalid<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise
  } catch (error) {
    if (problemCodeOf(error) === 'invalid-cursor') return undefined
    if (problemCodeOf(error) === 'not-found') notFound()
    throw error
  }
}

export type Answered<T> = { readonly kind: 'value'; readonly value: T } | UpstreamFailure

export interface UpstreamFailure {
  readonly kind: 'failed'
  readonly code: ProblemCode
  readonly message: string
}

/** What the promise gives, or why a registry could not give it, for a page that says so and stays up. */
export async function orUpstreamFailure<T>(promise: Promise<T>): Promise<Answered<T>> {
  try {
    return { kind: 'value', value: await promise }
  } catch (error) {
    const code = problemCodeOf(error)
    if (code?.startsWith('upstream-')) return { kind: 'failed', code, message: explainProblem(code) }
    throw error
  }
}

/** A page's path params by a schema. They come percent-encoded; an address that cannot be is not found. */
export async function parseParams<S extends z.ZodType>(
  schema: S,
  params: Promise<object> | object,
): Promise<z.output<S>> {
  const decoded = Object.entries(await params).map(([name, value]) => [name, decodeValue(value)])
  return parseOrNotFound(schema, Object.fromEntries(decoded))
}

/** A page's query by a schema; an address that cannot be is not found. */
export function parseQuery<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  return parseOrNotFound(schema, value)
}

function parseOrNotFound<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value)
  if (!result.success) notFound()
  return result.data
}

function decodeValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decodeValue)
  if (typeof value !== 'string') return value
  try {
    return decodePathSegment(value)
  } catch {
    notFound()
  }
}

function signInPath(path: string | null): '/sign-in' | `/sign-in?${string}` {
  return path === null || path === '/' ? '/sign-in' : `/sign-in?callbackUrl=${encodeURIComponent(path)}`
}
