/**
 * How this window hears of changes: by the stream, by asking every few seconds because the stream does not hold,
 * or not at all because nobody looks at it.
 */
export type LiveState = 'starting' | 'live' | 'polling' | 'paused'

let state: LiveState = 'starting'
const listeners = new Set<() => void>()

export function liveState(): LiveState {
  return state
}

/** Whether changes are heard by themselves, so that nothing has to be asked for every second. */
export function isLive(): boolean {
  return state === 'live'
}

export function setLiveState(next: LiveState): void {
  if (state === next) return
  state = next
  for (const listener of listeners) listener()
}

/** Calls back at each change of the state; gives what ends that. */
export function onLiveState(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
