import { formatAbsolute } from '../../ui/format-time'
import { RelativeTime } from '../../ui/relative-time'
import type { TagEvent } from '../queries'
import { pushedOf } from '../tags/pushed'

/** When it happened, no more exactly than anybody knows. */
export function EventTime({ event: { occurredAt, afterAt, beforeAt } }: { event: TagEvent }) {
  if (occurredAt !== null) return <RelativeTime at={occurredAt} />
  const when = pushedOf({ pushedAfter: afterAt, pushedBefore: beforeAt })
  if (when.kind === 'at') {
    return (
      <span title={`Not later than ${formatAbsolute(when.at)}`}>
        about <RelativeTime at={when.at} />
      </span>
    )
  }
  if (when.kind === 'before') {
    return (
      <span title={`Nobody had looked before ${formatAbsolute(when.before)}.`}>
        before <RelativeTime at={when.before} />
      </span>
    )
  }
  return (
    <span title={`Between ${formatAbsolute(when.after)} and ${formatAbsolute(when.before)}`}>
      between <RelativeTime at={when.after} /> and <RelativeTime at={when.before} />
    </span>
  )
}
