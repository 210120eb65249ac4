import 'server-only'
import { type ZodError, z } from 'zod'
import type { BodyOf, Endpoint, ParamsOf, QueryOf } from '@/lib/api/contracts/endpoint'
import { AppError } from '@/lib/core/errors'
import { invalidInput } from './invalid-input'
import { parseJson } from './json'
import { readPathParams } from './path-params'
import { readQuery } from './query'
import { readBodyText } from './read-body'

/** What a handler is given, already in the shape its contract promises. */
export interface Input<E extends Endpoint> {
  readonly params: ParamsOf<E>
  readonly query: QueryOf<E>
  readonly body: BodyOf<E>
}

// One overload: the compiler cannot see that each part was parsed by the contract it is typed by.
export async function readInput<E extends Endpoint>(contract: E, request: Request): Promise<Input<E>>
export async function readInput(contract: Endpoint, request: Request): Promise<unknown> {
  const url = new URL(request.url)
  const params =
    contract.params && parsePart(contract.params, readPathParams(contract.path, url.pathname), braced)
  const query = readQuery(url.searchParams, contract.query)
  return {
    params,
    query: contract.query && parsePart(contract.query, query, questioned),
    body:
      contract.body && parsePart(contract.body, await readJsonBody(request, contract.bodyBytesMax), plain),
  }
}

/** Parses by a schema; issues name the part of the request that the value stood in. */
function parsePart<S extends z.ZodType>(
  schema: S,
  value: unknown,
  name: (key: PropertyKey) => PropertyKey = plain,
): z.output<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw invalidInput(new z.ZodError(result.error.issues.map((issue) => renamed(issue, name))))
}

const braced = (key: PropertyKey) => `{${String(key)}}`
const questioned = (key: PropertyKey) => `?${String(key)}`
const plain = (key: PropertyKey) => key

function renamed(issue: ZodError['issues'][number], name: (key: PropertyKey) => PropertyKey) {
  const [first, ...rest] = issue.path
  return first === undefined ? issue : { ...issue, path: [name(first), ...rest] }
}

async function readJsonBody(request: Request, bytesMax?: number): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/json') {
    throw new AppError('unsupported-media-type', 'Send the body as application/json.')
  }
  const value = parseJson(await readBodyText(request, bytesMax))
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new AppError('invalid-json', 'The body must be a JSON object.')
  }
  return value
}
