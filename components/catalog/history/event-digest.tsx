import { manifestHref } from '@/components/shell/addresses'
import { DigestText } from '../../ui/digest-text'
import type { TagEvent } from '../queries'

interface EventDigestProps {
  event: TagEvent
  digest: NonNullable<TagEvent['to']>
}

/** A digest an event speaks of: a way to it while the index has it, else what it was. */
function EventDigest({ event, digest: { digest, isHeld } }: EventDigestProps) {
  if (isHeld)
    return <DigestText digest={digest} href={manifestHref(event.registry, event.repository, digest)} />
  return (
    <span className="inline-flex items-center gap-1.5">
      <DigestText digest={digest} className="text-faint" />
      <span className="text-xs whitespace-nowrap text-faint">no longer in the registry</span>
    </span>
  )
}

/** From what to what, as far as there was a before and an after. */
export function EventDigests({ event }: { event: TagEvent }) {
  const { from, to } = event
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1">
      {from !== null && <EventDigest event={event} digest={from} />}
      {from !== null && to !== null && (
        <span className="text-faint">
          <span className="sr-only">to</span>
          <span aria-hidden="true">→</span>
        </span>
      )}
      {to !== null && <EventDigest event={event} digest={to} />}
    </span>
  )
}
