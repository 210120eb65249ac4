import { shortDigest } from '@/lib/oci/digest'
import type { DriftFinding } from './drift'

/** What happened, in a sentence for people. */
export function sayDrift({ kind, subject, expected, found }: DriftFinding): string {
  const now = found === null ? 'nothing' : shortDigest(found)
  const then = expected === null ? '' : shortDigest(expected)
  switch (kind) {
    case 'tag-moved':
      return `The tag ${subject} names ${now}, not the golden ${then}.`
    case 'tag-deleted':
      return `The tag ${subject} is gone; it named the golden ${then}.`
    case 'manifest-missing':
      return `The registry does not have the golden manifest ${shortDigest(subject)} any more.`
    case 'child-missing':
      return `The registry does not have ${shortDigest(subject)} any more, which the golden version is made of.`
    case 'channel-tag-moved':
      return `The tag of the channel ${subject} names ${now}, not ${then}.`
    case 'channel-tag-missing':
      return `The tag of the channel ${subject} is not there.`
    case 'pin-missing':
      return `The pin ${subject} is not on ${then}: garbage collection may take it.`
    case 'policy-newer':
      return `The policy is at version ${found}; this was marked by version ${expected}.`
    case 'evidence-stale':
      return `The evidence for ${subject} is too old by now.`
  }
}
