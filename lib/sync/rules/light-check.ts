export interface CheckFacts {
  /** The last comparison of the repository, whole or light; null for none. */
  readonly lookedAt: number | null
  /** The last event of its registry, null when it never delivered one. */
  readonly lastEventAt: number | null
  readonly nowMs: number
  /** How old an index may be when somebody opens it. */
  readonly afterMs: number
}

/**
 * Whether what somebody opens is to be looked at again: nobody looked for a while, and the registry was silent
 * as long. Events that arrive keep the index true by themselves.
 */
export function isCheckDue({ lookedAt, lastEventAt, nowMs, afterMs }: CheckFacts): boolean {
  const isOld = (at: number | null) => at === null || nowMs - at >= afterMs
  return isOld(lookedAt) && isOld(lastEventAt)
}

/** So many conditional requests a light check sends for tags that are known and listed. */
export const REVALIDATIONS_MAX = 100
/** So many tags that are new to the index it reads; the sweep reads the rest. */
const NEW_MAX = 200
/** So many tags that are no longer listed it asks for by name. */
const GONE_MAX = 100

export interface CheckInput<N extends string> {
  readonly listed: readonly N[]
  readonly known: ReadonlySet<string>
  /** Known tags in the order in which they are worth looking at, such as the page's own and the last moved. */
  readonly likely: readonly string[]
  /** Known names that are no longer listed. */
  readonly gone: readonly N[]
}

export interface CheckPlan<N extends string> {
  readonly names: readonly N[]
  /** Whether it looks at every tag, so that it is as good as a full comparison. */
  readonly isComplete: boolean
}

/**
 * Which tags a light check asks for. A listing tells what came and what went; what moved it does not tell, and
 * a repository may have a hundred thousand tags: of those only the likeliest are asked for.
 */
export function planCheck<N extends string>({ listed, known, likely, gone }: CheckInput<N>): CheckPlan<N> {
  const fresh = listed.filter((name) => !known.has(name))
  const kept = listed.filter((name) => known.has(name))
  const isSmall = kept.length <= REVALIDATIONS_MAX
  const wanted = new Set<string>(likely.slice(0, REVALIDATIONS_MAX))
  const revalidated = isSmall ? kept : kept.filter((name) => wanted.has(name))
  return {
    names: [...fresh.slice(0, NEW_MAX), ...gone.slice(0, GONE_MAX), ...revalidated],
    isComplete: isSmall && fresh.length <= NEW_MAX && gone.length <= GONE_MAX,
  }
}
