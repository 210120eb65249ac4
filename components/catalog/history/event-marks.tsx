import { BellOff } from 'lucide-react'
import { Badge } from '../../ui/badge'
import type { TagEvent } from '../queries'

/** What deserves a second look: drift nobody announced. */
export function EventMarks({ event }: { event: TagEvent }) {
  if (!event.isUnannounced) return null
  return (
    <Badge
      tone="warn"
      icon={<BellOff aria-hidden="true" />}
      title="The registry delivers events, and none told of this."
    >
      unannounced
    </Badge>
  )
}
