import type { z } from 'zod'
import type { ProblemCode } from '@/lib/core/errors'

/** Who may call: `public` without signing in, `actor` with a session or an API token. */
export type Access = 'public' | 'actor'

/** Kinds of expensive work that are limited apart from each other. */
export type Cost = 'search' | 'export' | 'probe' | 'sync' | 'verify'

/** One endpoint: its address, the shape of what goes in and out, and the problems it can answer with. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** `/api/v1/registries/{registry}`; names in braces are the keys of `params`. */
  readonly path: `/api/${string}`
  readonly summary: string
  readonly tag: string
  readonly access: Access
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** Of the body; default 64 KiB. */
  readonly bodyBytesMax?: number
  /** Status of success; 204 has no output. */
  readonly status: 200 | 201 | 202 | 204
  readonly output?: z.ZodType
  /**
   * Absent for JSON. A stream of events never ends by itself, `output` is the data of one of them; a file is
   * saved and not shown.
   */
  readonly produces?: 'text/event-stream' | 'application/octet-stream'
  /** What asking costs, where it is so much that each caller may ask only so often in a minute. */
  readonly costs?: Cost
  /** Beyond those any endpoint can give (400, 401, 404, 422, 500). */
  readonly problems: readonly ProblemCode[]
}

/** Declares an endpoint and keeps the exact types of its parts. */
export function endpoint<const E extends Endpoint>(declaration: E): E {
  return declaration
}

export type ParamsOf<E extends Endpoint> = E['params'] extends z.ZodType ? z.output<E['params']> : undefined
export type QueryOf<E extends Endpoint> = E['query'] extends z.ZodType ? z.output<E['query']> : undefined
export type BodyOf<E extends Endpoint> = E['body'] extends z.ZodType ? z.output<E['body']> : undefined
export type OutputOf<E extends Endpoint> = E['output'] extends z.ZodType ? z.output<E['output']> : undefined
/** What a client writes. */
export type ParamsIn<E extends Endpoint> = E['params'] extends z.ZodType ? z.input<E['params']> : undefined
export type QueryIn<E extends Endpoint> = E['query'] extends z.ZodType ? z.input<E['query']> : undefined
export type BodyIn<E extends Endpoint> = E['body'] extends z.ZodType ? z.input<E['body']> : undefined
