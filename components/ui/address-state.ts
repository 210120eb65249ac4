/** A part of a view's state that stands in the address, so that it can be shared and survives a reload. */
export interface AddressState<State extends object> {
  /** What an address that says nothing means. */
  readonly initial: State
  /** Never throws: what an address says wrongly means the initial value. */
  readonly read: (search: URLSearchParams) => State
}

/** A page's search params, the first of each name. */
export function searchOf(params: Readonly<Record<string, string | string[] | undefined>>): URLSearchParams {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    const first = Array.isArray(value) ? value[0] : value
    if (first !== undefined) search.set(name, first)
  }
  return search
}

/** The choice a text names, or the fallback. */
export function oneOf<Choice extends string>(
  choices: readonly Choice[],
  text: string | null,
  fallback: Choice,
): Choice {
  return choices.find((choice) => choice === text) ?? fallback
}

/** The search part of an address after a change. What has its initial value is left out. */
export function changeSearch<State extends object>(
  { initial }: AddressState<State>,
  search: string,
  part: Partial<State>,
): string {
  const next = new URLSearchParams(search)
  const defaults = new Map<string, unknown>(Object.entries(initial))
  for (const [name, value] of Object.entries(part)) {
    if (value === null || value === defaults.get(name)) next.delete(name)
    else next.set(name, String(value))
  }
  return next.size > 0 ? `?${next}` : ''
}
