import { BellOff } from 'lucide-react'
import { Badge } from '../../ui/badge'
import type { TagEvent } from '../queries'
import { standsOut } from './event-words'

/** What deserves a second look: drift nobody announced, and moves everybody who pulls notices. */
export function EventMarks({ event }: { event: TagEvent }) {
  return (
    <>
      {standsOut(event) && (
        <Badge tone="info">
          {event.tag} {event.kind}
        </Badge>
      )}
      {event.isUnannounced && (
        <Badge
          tone="warn"
          icon={<BellOff aria-hidden="true" />}
          title="The registry delivers events, and none told of this."
        >
          unannounced
        </Badge>
      )}
    </>
  )
}
