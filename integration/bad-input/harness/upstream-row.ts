import type { ProblemCode } from '@/lib/core/errors'
import type { Upstream, UpstreamAnswer, UpstreamScript } from './upstream'
import type { World } from './world'

/** What the console knows of a registry after it was connected and indexed. */
export interface Findings {
  readonly world: World
  readonly upstream: Upstream
  readonly id: string
  /** Every problem code on the job, its items, the repositories and the tags. */
  readonly problems: readonly string[]
  readonly tags: readonly Record<string, unknown>[]
}

export interface UpstreamExpectation {
  /** Of connecting; 201 unless it is already then that the registry cannot be believed. */
  readonly status?: number
  readonly code?: ProblemCode
  /** Exactly these problems, and no others. */
  readonly problems?: readonly ProblemCode[]
  /** Exactly these tags in the index. */
  readonly tags?: readonly string[]
  readonly verify?: (findings: Findings) => void | Promise<void>
}

/** One way for a registry to lie, and what may come of it. */
export interface UpstreamRow {
  readonly id: string
  readonly title: string
  readonly script: UpstreamScript
  /** Beside name and address, when it is connected. */
  readonly body?: (upstream: Upstream, id: string) => object
  readonly expect: UpstreamExpectation
}

/** Answers some paths, and leaves the rest to what every registry says. */
export function at(routes: Readonly<Record<string, UpstreamAnswer>>): UpstreamScript {
  return ({ path }) => routes[path]
}

export function lie(
  [id, title]: readonly [id: string, title: string],
  script: UpstreamScript | Readonly<Record<string, UpstreamAnswer>>,
  expect: UpstreamExpectation,
): UpstreamRow {
  return { id, title, script: typeof script === 'function' ? script : at(script), expect }
}
