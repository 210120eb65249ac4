import { cx } from '../ui/cx'
import { DigestText } from '../ui/digest-text'
import { RelativeTime } from '../ui/relative-time'
import { verbWords } from './words'

export interface Decision {
  readonly id: string
  readonly verb: string
  readonly actorName: string
  readonly actorKind: string
  readonly reason: string | null
  readonly at: number
  readonly channel: string | null
  /** It was taken on what has changed since, and counts for nothing. */
  readonly isVoid?: boolean
  /** Of its row in the audit log. */
  readonly auditHash: string | null
}

/** Who decided what, when and why, newest first; nothing of it can be changed. */
export function DecisionTimeline({ decisions }: { decisions: readonly Decision[] }) {
  if (decisions.length === 0) return <p className="px-4 py-3 text-muted">Nobody has decided anything yet.</p>
  return (
    <ol className="flex flex-col px-4 py-3" aria-label="Decisions">
      {decisions.map((decision) => (
        <Entry key={decision.id} decision={decision} />
      ))}
    </ol>
  )
}

function Entry({ decision }: { decision: Decision }) {
  const { verb, actorName, actorKind, reason, at, channel, isVoid = false, auditHash } = decision
  return (
    <li className="group relative flex gap-3 pb-4 last:pb-1">
      <span aria-hidden="true" className="relative flex w-3 shrink-0 justify-center">
        <span className="absolute top-4 -bottom-5 w-px bg-line group-last:hidden" />
        <span className={cx('mt-1.5 size-2.5 rounded-full border-2', dotOf(verb, isVoid))} />
      </span>
      <div className="min-w-0 flex-1">
        <p className={cx('wrap-anywhere', isVoid && 'text-faint line-through')}>
          <span className="font-medium">{actorName}</span>
          {actorKind === 'token' && <span className="text-faint"> (API token)</span>} {verbWords(verb)}
          {channel !== null && <span className="text-muted"> · {channel}</span>}
        </p>
        {isVoid && <p className="text-xs text-warn">void: what it was given on has changed since</p>}
        {reason !== null && reason !== '' && <p className="wrap-anywhere text-muted">“{reason}”</p>}
        <p className="flex flex-wrap items-center gap-x-2 text-xs text-faint">
          <RelativeTime at={at} />
          {auditHash !== null && (
            <span className="inline-flex items-center gap-1">
              in the log as <DigestText digest={auditHash} />
            </span>
          )}
        </p>
      </div>
    </li>
  )
}

const GOOD: ReadonlySet<string> = new Set(['approve', 'mark', 'restore', 'promote', 'extend'])
const BAD: ReadonlySet<string> = new Set(['reject', 'revoke', 'schedule-revoke', 'withdraw'])

function dotOf(verb: string, isVoid: boolean): string {
  if (isVoid) return 'border-line-strong bg-surface'
  if (verb === 'mark') return 'border-gold bg-gold'
  if (GOOD.has(verb)) return 'border-ok bg-ok'
  return BAD.has(verb) ? 'border-danger bg-surface' : 'border-info bg-surface'
}
