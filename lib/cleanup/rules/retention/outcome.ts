const DONE = new Set(['succeeded', 'partial', 'failed', 'cancelled'])

/** How a run ended by how its deletions did; null while one of them has not. A deletion that is gone has ended. */
export function outcomeOf(
  states: readonly (string | null)[],
): 'finished' | 'partial' | 'failed' | 'cancelled' | null {
  if (states.some((state) => state !== null && !DONE.has(state))) return null
  if (states.every((state) => state === 'succeeded' || state === null)) return 'finished'
  if (states.every((state) => state === 'cancelled')) return 'cancelled'
  return states.every((state) => state === 'failed' || state === 'cancelled') ? 'failed' : 'partial'
}
