/** Where the time comes from. Epoch milliseconds, so tests can hold it still. */
export interface Clock {
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }
