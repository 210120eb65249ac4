import { z } from 'zod'
import { PROBLEM_STATUS, type ProblemCode } from '@/lib/core/errors'
import type { Endpoint } from './contracts/endpoint'
import { type JsonSchema, SchemaCollection } from './json-schema'

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly description?: string
  readonly schema: JsonSchema
}

export interface Answer {
  readonly description: string
  readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>>
}

export interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters: readonly Parameter[]
  readonly requestBody?: {
    readonly required: true
    readonly content: Readonly<Record<'application/json', { readonly schema: JsonSchema }>>
  }
  readonly responses: Readonly<Record<string, Answer>>
}

export interface OpenApiDocument {
  readonly openapi: '3.1.1'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly servers: readonly { readonly url: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>
    readonly securitySchemes: Readonly<Record<string, JsonSchema>>
  }
}

const PROBLEM: JsonSchema = {
  type: 'object',
  description: 'What went wrong, by RFC 9457. `code` is stable; `detail` is for people.',
  required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
  properties: {
    type: { type: 'string', examples: ['urn:assay:problem:not-found'] },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { enum: Object.keys(PROBLEM_STATUS) },
    detail: { type: 'string' },
    instance: { type: 'string', description: 'Names the request in the log.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'message'],
        properties: {
          pointer: {
            type: 'string',
            description: 'RFC 6901 into the body, `?name` or `{name}` outside of it.',
          },
          code: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
    facts: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } },
    retryAfter: { type: 'integer', description: 'Seconds.' },
  },
}
const PROBLEM_CONTENT = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
}

/** The OpenAPI document of a set of contracts, which are its only source. */
export function buildOpenApi(
  contracts: Readonly<Record<string, Endpoint>>,
  version: string,
): OpenApiDocument {
  const schemas = new SchemaCollection()
  const paths: Record<string, Record<string, Operation>> = {}
  for (const [name, contract] of Object.entries(contracts)) {
    const path = paths[contract.path] ?? {}
    path[contract.method.toLowerCase()] = describeOperation(name, contract, schemas)
    paths[contract.path] = path
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Assay',
      version,
      description:
        'The JSON API of Assay. In a path, `/` of a repository name is written `~`: `team-a~app`. ' +
        'Lists are paged by `limit` and the `nextCursor` of the page before.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { ...schemas.all(), Problem: PROBLEM },
      securitySchemes: {
        apiToken: { type: 'http', scheme: 'bearer', description: 'An API token, `asy_…`.' },
        session: { type: 'apiKey', in: 'cookie', name: '__Host-assay.session', description: 'Signing in.' },
      },
    },
  }
}

function describeOperation(name: string, contract: Endpoint, schemas: SchemaCollection): Operation {
  return {
    operationId: name,
    summary: contract.summary,
    tags: [contract.tag],
    security: contract.access === 'public' ? [] : [{ apiToken: [] }, { session: [] }],
    parameters: [
      ...describeParameters(contract.params, 'path', schemas),
      ...describeParameters(contract.query, 'query', schemas),
    ],
    ...(contract.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemas.add(contract.body, 'input') } },
      },
    }),
    responses: { ...describeSuccess(contract, schemas), ...describeProblems(contract) },
  }
}

function describeParameters(
  object: z.ZodObject | undefined,
  place: 'path' | 'query',
  schemas: SchemaCollection,
): Parameter[] {
  return Object.entries(object?.shape ?? {}).map(([name, field]) => {
    const { description, ...schema } = schemas.add(field, 'input')
    return {
      name,
      in: place,
      required: place === 'path' || !z.safeParse(field, undefined).success,
      ...(typeof description === 'string' && { description }),
      schema,
    }
  })
}

function describeSuccess(contract: Endpoint, schemas: SchemaCollection): Record<string, Answer> {
  const content = contract.output && {
    [contract.produces ?? 'application/json']: { schema: schemas.add(contract.output, 'output') },
  }
  return { [contract.status]: { description: contract.summary, ...(content && { content }) } }
}

/** Every code the contract names and those any endpoint can give, grouped by status. */
function describeProblems(contract: Endpoint): Record<string, Answer> {
  const byStatus = new Map<number, ProblemCode[]>()
  for (const code of new Set([...commonProblems(contract), ...contract.problems])) {
    const status = PROBLEM_STATUS[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, codes]) => [
        status,
        { description: codes.map((code) => `\`${code}\``).join(', '), content: PROBLEM_CONTENT },
      ]),
  )
}

function commonProblems(contract: Endpoint): ProblemCode[] {
  const codes: ProblemCode[] = [
    'duplicate-parameter',
    'unknown-field',
    'invalid-input',
    'internal',
    'database-busy',
  ]
  if (contract.access === 'actor') codes.push('unauthenticated')
  if (contract.params) codes.push('invalid-request', 'not-found')
  if (contract.body) codes.push('invalid-json', 'json-too-deep', 'body-too-large', 'unsupported-media-type')
  if (contract.method !== 'GET') codes.push('cross-site-request')
  return codes
}
