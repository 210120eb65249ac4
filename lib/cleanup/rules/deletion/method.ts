import type { DeletionMethod } from './plan'

type Answer = 'yes' | 'no' | 'unknown'

/** How tags are removed on a registry, by what it was found to support. What is not known is not tried. */
export function methodFor(supports: {
  readonly deleteByTag: Answer | 'refused'
  readonly deleteEnabled: Answer
}): DeletionMethod {
  if (supports.deleteByTag === 'yes') return { kind: 'untag' }
  // It has said that tags are not its API's business: nothing is put over one to get around that.
  if (supports.deleteByTag === 'refused') return { kind: 'unavailable', because: 'untag-unsupported' }
  if (supports.deleteEnabled === 'no') return { kind: 'unavailable', because: 'deletes-disabled' }
  // One that may delete by tag is asked before a tombstone is put anywhere.
  if (supports.deleteEnabled === 'yes') return { kind: 'tombstone' }
  return { kind: 'unavailable', because: 'not-probed' }
}
