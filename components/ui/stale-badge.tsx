import { ClockAlert } from 'lucide-react'
import { Badge } from './badge'
import { RelativeTime } from './relative-time'

interface StaleBadgeProps {
  isStale: boolean
  /** When the registry last confirmed what is shown; null if never. */
  syncedAt: number | null
  className?: string
}

/** How fresh the page is: quiet when it is, marked when it is not. */
export function StaleBadge({ isStale, syncedAt, className }: StaleBadgeProps) {
  if (syncedAt === null) {
    return (
      <Badge tone="neutral" {...(className && { className })}>
        Never synced
      </Badge>
    )
  }
  if (!isStale) {
    return (
      <span className="text-xs whitespace-nowrap text-muted">
        Synced <RelativeTime at={syncedAt} />
      </span>
    )
  }
  return (
    <Badge
      tone="warn"
      icon={<ClockAlert aria-hidden="true" />}
      title="The registry may have changed since. What you see is the last known state."
      {...(className && { className })}
    >
      Stale, synced <RelativeTime at={syncedAt} />
    </Badge>
  )
}
