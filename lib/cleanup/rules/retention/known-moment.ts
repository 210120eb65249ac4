/** Builders that leave the date out write one of these years; no image is as old as that. */
const EARLIEST_MS = Date.UTC(2013, 0, 1)

/** A moment an image names as its own; null for none and for the constants of reproducible builds. */
export function knownMoment(at: number): number | null {
  return at < EARLIEST_MS ? null : at
}
