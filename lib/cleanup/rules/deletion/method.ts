import type { DeletionMethod } from './plan'

type Answer = 'yes' | 'no' | 'unknown'

/** How tags are removed on a registry, by what it was found to support. What is not known is not tried. */
export function methodFor(supports: {
  readonly deleteByTag: Answer
  readonly deleteEnabled: Answer
}): DeletionMethod {
  if (supports.deleteByTag === 'yes') return { kind: 'untag' }
  if (supports.deleteEnabled === 'no') return { kind: 'unavailable', because: 'deletes-disabled' }
  // One that may delete by tag is asked before a tombstone is put anywhere.
  if (supports.deleteEnabled === 'yes') return { kind: 'tombstone' }
  return { kind: 'unavailable', because: 'not-probed' }
}
