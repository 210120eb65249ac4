import { z } from 'zod'
import { endpoint } from '@/lib/api/contracts/endpoint'
import { limitQuery, repositorySlugParam, searchText, sortQuery } from '@/lib/api/contracts/fields'
import { type RouteHandler, route } from '@/lib/server/route'
import { TEST_ORIGIN } from './runtime'

/** An endpoint with one of each kind of input, for tests of the door itself. */
export const toyContract = endpoint({
  method: 'GET',
  path: '/api/v1/toys/{repository}',
  summary: 'Look at a toy',
  tag: 'Toys',
  access: 'public',
  params: z.object({ repository: repositorySlugParam }),
  query: z.object({ q: searchText.optional(), sort: sortQuery(['name', 'size'], 'name'), limit: limitQuery }),
  status: 200,
  output: z.object({ repository: z.string(), q: z.string().nullable(), limit: z.number(), sort: z.string() }),
  problems: [],
})
const create = endpoint({
  method: 'POST',
  path: '/api/v1/toys',
  summary: 'Make a toy',
  tag: 'Toys',
  access: 'public',
  body: z.strictObject({ name: z.string().max(40), deep: z.unknown().optional() }),
  status: 201,
  output: z.object({ name: z.string() }),
  problems: [],
})
const closed = endpoint({
  method: 'GET',
  path: '/api/v1/closed',
  summary: 'Look at what is closed',
  tag: 'Toys',
  access: 'actor',
  status: 200,
  output: z.object({}),
  problems: [],
})

const readToy = route(toyContract, async ({ params, query }) => ({
  repository: params.repository,
  q: query.q ?? null,
  limit: query.limit,
  sort: query.sort,
}))
export const createToy = route(create, async ({ body }) => ({
  name: body.name,
  secret: 'not in the contract',
}))
export const closedToy = route(closed, async () => ({}))

/** Calls a handler as Next does and reads what it answers. */
export async function callRoute(handler: RouteHandler, request: Request) {
  const response = await handler(request)
  const text = await response.text()
  const json: unknown = text === '' ? undefined : JSON.parse(text)
  return { status: response.status, code: codeOf(json), json, text, headers: response.headers }
}

function codeOf(json: unknown): unknown {
  return typeof json === 'object' && json !== null && 'code' in json ? json.code : undefined
}

/** Status and code, as a table reads best. */
export function verdictOf(answer: { readonly status: number; readonly code: unknown }): string {
  return answer.code === undefined ? `${answer.status}` : `${answer.status} ${answer.code}`
}

export const getToy = (path: string) => callRoute(readToy, new Request(`${TEST_ORIGIN}/api/v1/toys/${path}`))

export function postToy(
  body: BodyInit | null,
  headers: Record<string, string> = { 'content-type': 'application/json' },
) {
  return callRoute(createToy, new Request(`${TEST_ORIGIN}/api/v1/toys`, { method: 'POST', body, headers }))
}
