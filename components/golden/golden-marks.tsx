import { versionHref } from '../shell/addresses'
import { Badge } from '../ui/badge'
import { cx } from '../ui/cx'
import { AppLink } from '../ui/link'
import { STATE_WORDS, type VersionState } from './state-words'
import { STATE_ICONS } from './version-badge'

export interface Mark {
  readonly line: string
  readonly lineId: string
  readonly version: string
  readonly versionId: string
  readonly state: VersionState
  readonly isExpiring: boolean
}

/** What weighs most: what must not be used, then what may. */
const ORDER: readonly VersionState[] = ['revoked', 'golden', 'expired', 'superseded', 'candidate', 'rejected']

interface GoldenMarksProps {
  marks: readonly Mark[]
  tabIndex?: number
  /** Not where it stands inside of another link. */
  isLink?: boolean
  className?: string
}

/** What a digest is in the lines it is in, the weightiest first; the rest as a number. */
export function GoldenMarks({ marks, tabIndex, isLink = true, className }: GoldenMarksProps) {
  const sorted = marks.toSorted((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state))
  const [first, ...others] = sorted
  if (first === undefined) return null
  const { label, tone } = STATE_WORDS[first.state]
  const Icon = STATE_ICONS[first.state]
  const title = sorted.map(titleOf).join('\n')
  const badge = (
    <Badge tone={tone} icon={<Icon aria-hidden="true" />} {...(!isLink && { title })}>
      <span className={first.state === 'golden' ? 'sr-only' : 'font-normal max-sm:sr-only'}>{label} </span>
      {first.isExpiring && <span className="font-normal max-sm:sr-only">expiring </span>}
      <span className="min-w-0 shrink-[1000] truncate">{first.line} </span>
      <span className="min-w-0 truncate">{first.version}</span>
    </Badge>
  )
  return (
    <span className={cx('inline-flex min-w-0 items-center gap-1', className)}>
      {isLink ? (
        <AppLink
          href={versionHref(first.versionId)}
          title={title}
          className="flex min-w-0 rounded-sm hover:underline"
          {...(tabIndex !== undefined && { tabIndex })}
        >
          {badge}
        </AppLink>
      ) : (
        badge
      )}
      {others.length > 0 && (
        <span className="text-xs text-muted" title={others.map(titleOf).join('\n')}>
          +{others.length}
        </span>
      )}
    </span>
  )
}

function titleOf({ line, version, state, isExpiring }: Mark): string {
  return `${line} ${version}: ${STATE_WORDS[state].label}${isExpiring ? ', expiring' : ''}`
}
