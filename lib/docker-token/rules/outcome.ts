import type { AccessEntry } from './access'
import type { ParsedScopes } from './scope'

/**
 * How a request for a token ended. `sign-in` asked for nothing, as `docker login` does; `reduced` was given less
 * than it asked for, `nothing` none of it; `failed` could not be decided.
 */
export const OUTCOMES = [
  'granted',
  'reduced',
  'nothing',
  'sign-in',
  'anonymous',
  'refused',
  'throttled',
  'failed',
] as const
export type Outcome = (typeof OUTCOMES)[number]

/** How a request of somebody known ended. `*` asks for whatever there is, so any of it is all of it. */
export function outcomeOf({ asked, wishes }: ParsedScopes, access: readonly AccessEntry[]): Outcome {
  if (asked.length === 0) return 'sign-in'
  if (access.length === 0) return 'nothing'
  const wanted = new Set(
    wishes.flatMap((wish) =>
      wish.kind === 'catalog' ? 'catalog' : [...wish.actions].map((action) => `${wish.name}:${action}`),
    ),
  )
  const given = new Set(
    access.flatMap(({ type, name, actions }) =>
      type === 'registry' ? 'catalog' : actions.map((action) => `${name}:${action}`),
    ),
  )
  const isAll = wishes.length === asked.length && [...wanted].every((one) => given.has(one))
  return isAll || asked.every((scope) => scope.endsWith(':*')) ? 'granted' : 'reduced'
}
