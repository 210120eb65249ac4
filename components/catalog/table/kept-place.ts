/** How many rows behind a row that is gone are tried in its place. */
const TRIES_MAX = 50

/** Where rows stand in a list. */
export function placesOf(keys: readonly string[]): ReadonlyMap<string, number> {
  return new Map(keys.map((key, index) => [key, index]))
}

export interface Shift {
  /** Keys of the rows before and after an update. */
  readonly before: readonly string[]
  readonly after: ReadonlyMap<string, number>
  /** The row at the top of the window before. */
  readonly first: number
}

/** By how many rows what was in sight has moved; 0 when nothing of it is left. */
export function shiftOf({ before, after, first }: Shift): number {
  for (let index = first; index < Math.min(before.length, first + TRIES_MAX); index += 1) {
    const now = after.get(before[index] ?? '')
    if (now !== undefined) return now - index
  }
  return 0
}
