import { BadgeCheck, Ban, CircleDashed, CircleX, History, Hourglass, type LucideIcon } from 'lucide-react'
import { Badge } from '../ui/badge'
import { STATE_WORDS, type VersionState } from './state-words'

export const STATE_ICONS: Readonly<Record<VersionState, LucideIcon>> = {
  golden: BadgeCheck,
  candidate: CircleDashed,
  superseded: History,
  expired: Hourglass,
  rejected: CircleX,
  revoked: Ban,
}

interface VersionBadgeProps {
  state: VersionState
  /** Golden, and soon not any more. */
  isExpiring?: boolean
}

/** What a version is, by colour, sign and word. */
export function VersionBadge({ state, isExpiring = false }: VersionBadgeProps) {
  const { label, tone, meaning } = STATE_WORDS[state]
  const Icon = STATE_ICONS[state]
  return (
    <span className="inline-flex flex-wrap items-center gap-1">
      <Badge tone={tone} icon={<Icon aria-hidden="true" />} title={meaning}>
        {label}
      </Badge>
      {isExpiring && (
        <Badge tone="warn" icon={<Hourglass aria-hidden="true" />} title="Its time as golden ends soon.">
          expiring
        </Badge>
      )}
    </span>
  )
}
