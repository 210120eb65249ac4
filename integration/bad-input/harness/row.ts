import type { ProblemCode } from '@/lib/core/errors'
import type { Answer } from './wire'
import type { World } from './world'

/** Who sends a row: by API token, by session cookie of our own page, or nobody. */
export type Caller = 'nobody' | 'admin' | 'viewer' | 'admin-session' | 'viewer-session'

export interface RowRequest {
  readonly method: string
  readonly path: string
  readonly as?: Caller
  /** Undefined leaves one of the caller's own headers out. */
  readonly headers?: Readonly<Record<string, string | undefined>>
  /** An object is sent as JSON with its content type. */
  readonly body?: object | string | Uint8Array
  /** Loopback address to send from; attempts to sign in are counted by it. */
  readonly from?: string
}

export interface Expectation {
  readonly status: number | readonly number[]
  /** Of the problem; left out for answers that are none. */
  readonly code?: ProblemCode | readonly ProblemCode[]
  /** The row is let through and may leave something behind. */
  readonly mayChange?: boolean
  readonly verify?: (answer: Answer, world: World) => void
}

/** One hostile request and the only answers that are right. */
export interface RequestRow {
  readonly id: string
  readonly title: string
  readonly request: RowRequest | ((world: World) => RowRequest | Promise<RowRequest>)
  readonly expect: Expectation
}

export type Inputs = readonly (readonly [title: string, request: RequestRow['request']])[]

/** Several inputs that all deserve one answer, numbered within the id. */
export function rows(id: string, expect: Expectation, inputs: Inputs): RequestRow[] {
  return inputs.map(([title, request], at) => ({ id: `${id}.${at + 1}`, title, request, expect }))
}

export function row(
  [id, title]: readonly [id: string, title: string],
  request: RequestRow['request'],
  expect: Expectation,
): RequestRow {
  return { id, title, request, expect }
}
