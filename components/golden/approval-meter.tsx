import { Check, UserRound } from 'lucide-react'
import { cx } from '../ui/cx'
import { RelativeTime } from '../ui/relative-time'

interface ApprovalMeterProps {
  /** Those that hold for what is there now. */
  approvals: readonly { readonly userId: string; readonly name: string; readonly at: number }[]
  needed: number
  /** Names of groups of which approvers have to be; none for any. */
  groups?: readonly string[]
}

/** How many have approved of how many it takes, each by name. */
export function ApprovalMeter({ approvals, needed, groups = [] }: ApprovalMeterProps) {
  const open = Math.max(0, needed - approvals.length)
  const openPlaces = Array.from({ length: open }, (_, at) => `${approvals.length + at + 1} of ${needed}`)
  if (needed === 0 && approvals.length === 0)
    return <p className="text-muted">The policy asks for no approval.</p>
  return (
    <div className="flex flex-col gap-2">
      <ol aria-label="Approvals" className="flex flex-col gap-1.5">
        {approvals.map(({ userId, name, at }) => (
          <Place key={userId} isTaken>
            <span className="min-w-0 truncate font-medium" title={name}>
              {name}
            </span>
            <RelativeTime at={at} className="ml-auto text-xs text-muted" />
          </Place>
        ))}
        {openPlaces.map((place) => (
          <Place key={place} isTaken={false}>
            <span className="text-muted">one more person</span>
          </Place>
        ))}
      </ol>
      {groups.length > 0 && <p className="text-xs text-muted">Somebody of {groups.join(' or ')}.</p>}
    </div>
  )
}

function Place({ isTaken, children }: { isTaken: boolean; children: React.ReactNode }) {
  const Icon = isTaken ? Check : UserRound
  return (
    <li className="flex items-center gap-2">
      <span
        className={cx(
          'flex size-6 shrink-0 items-center justify-center rounded-full border',
          isTaken ? 'border-transparent bg-ok-soft text-ok' : 'border-dashed border-line-strong text-faint',
        )}
      >
        <Icon aria-hidden="true" className="size-3.5" />
      </span>
      {children}
    </li>
  )
}
