import { formatAbsolute } from '../../ui/format-time'
import { RelativeTime } from '../../ui/relative-time'
import type { TagEvent } from '../queries'

/** When it happened, no more exactly than anybody knows. */
export function EventTime({ event: { occurredAt, afterAt, beforeAt } }: { event: TagEvent }) {
  if (occurredAt !== null) return <RelativeTime at={occurredAt} />
  if (afterAt === null) {
    return (
      <span
        className="whitespace-nowrap text-muted"
        title={`Nobody had looked before ${formatAbsolute(beforeAt)}.`}
      >
        before <RelativeTime at={beforeAt} />
      </span>
    )
  }
  return (
    <span
      className="whitespace-nowrap"
      title={`Between ${formatAbsolute(afterAt)} and ${formatAbsolute(beforeAt)}`}
    >
      between <RelativeTime at={afterAt} /> and <RelativeTime at={beforeAt} />
    </span>
  )
}
