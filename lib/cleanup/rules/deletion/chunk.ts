import type { DeletionMethod } from './plan'

const TAGS = 100
const TAGS_OF_LARGE = 1_000
/** Deleting a digest takes as long as the repository has tags: of many, more go at once. */
const LARGE_FROM = 10_000

/** How many tags are taken off together. */
export function chunkSize(method: DeletionMethod['kind'], tagCount: number): number {
  return method === 'tombstone' && tagCount > LARGE_FROM ? TAGS_OF_LARGE : TAGS
}
