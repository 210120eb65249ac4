import { versionHref } from '../shell/addresses'
import { Badge } from '../ui/badge'
import { AppLink } from '../ui/link'
import { STATE_ICONS } from './version-badge'
import { STATE_WORDS, type VersionState } from './words'

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

/** What a digest is in the lines it is in, the weightiest first; the rest as a number. */
export function GoldenMarks({ marks, tabIndex }: { marks: readonly Mark[]; tabIndex?: number }) {
  const sorted = marks.toSorted((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state))
  const [first, ...others] = sorted
  if (first === undefined) return null
  const { label, tone } = STATE_WORDS[first.state]
  const Icon = STATE_ICONS[first.state]
  return (
    <span className="inline-flex min-w-0 items-center gap-1">
      <AppLink
        href={versionHref(first.versionId)}
        title={sorted.map(titleOf).join('\n')}
        className="min-w-0 rounded-sm hover:underline"
        {...(tabIndex !== undefined && { tabIndex })}
      >
        <Badge tone={tone} icon={<Icon aria-hidden="true" />}>
          <span className="truncate">
            <span className="sr-only">{label}: </span>
            {first.line} {first.version}
            {first.state !== 'golden' && <span className="font-normal"> {label}</span>}
            {first.isExpiring && <span className="font-normal"> expiring</span>}
          </span>
        </Badge>
      </AppLink>
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
