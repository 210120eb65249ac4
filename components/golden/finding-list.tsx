import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Badge } from '../ui/badge'
import { cx } from '../ui/cx'
import { RelativeTime } from '../ui/relative-time'
import { type Finding, groupFindings, tallyOf } from './finding'
import { OutcomeMark } from './outcome-mark'
import { OUTCOME_WORDS } from './words'

interface FindingListProps<F extends Finding> {
  findings: readonly F[]
  /** What can be done about one, such as asking for a waiver. */
  action?: (finding: F) => ReactNode
}

/** Everything that is asked, what matters first; each opens to why it matters and what to do. */
export function FindingList<F extends Finding>({ findings, action }: FindingListProps<F>) {
  return (
    <div className="flex flex-col">
      {groupFindings(findings).map(({ key, title, findings: own }) => (
        <section key={key} aria-label={title} className="border-b border-line last:border-b-0">
          <h3
            className={cx(
              'flex items-center gap-2 bg-sunken px-4 py-1.5 text-xs font-medium',
              key === 'blocking' ? 'text-danger' : 'text-muted',
            )}
          >
            {title} <span className="text-faint tabular-nums">{own.length}</span>
          </h3>
          <ul>
            {own.map((finding) => (
              <FindingRow key={finding.requirementId} finding={finding} action={action?.(finding)} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

/** Of an item that people tick off: what was found is its own text, which stands beside it. */
const SIGNED_OFF: Readonly<Partial<Record<Finding['outcome'], string>>> = {
  pass: 'Somebody found it in order.',
  fail: 'Somebody found that it is not.',
}

function FindingRow({ finding, action }: { finding: Finding; action: ReactNode }) {
  const { outcome, title, ref, detail, level, observedAt, isStale, isWaived } = finding
  return (
    <li className="flex items-start gap-2 border-b border-line px-4 py-1 last:border-b-0 hover:bg-hover">
      <details className="group/finding min-w-0 flex-1">
        <summary className="flex list-none items-center gap-x-3 gap-y-0.5 py-1 max-sm:flex-wrap [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden="true"
            className="size-3.5 shrink-0 text-faint group-open/finding:rotate-90"
          />
          <OutcomeMark outcome={outcome} />
          <span className="min-w-0 shrink-0 basis-2/5 font-medium max-sm:flex-1 max-sm:basis-40">
            {title}
          </span>
          <span className="min-w-0 flex-1 wrap-anywhere text-muted max-sm:basis-full max-sm:pl-6">
            {detail === title ? SIGNED_OFF[outcome] : detail}
          </span>
          <span className="flex shrink-0 items-center gap-1.5 max-sm:pl-6">
            {isStale && (
              <Badge tone="warn" title="Older than the policy takes">
                stale
              </Badge>
            )}
            {isWaived && <Badge tone="info">waived</Badge>}
            {level === 'warn' && <Badge title="It tells, and blocks nothing.">advice</Badge>}
            {ref !== title && <code className="font-mono text-2xs text-faint">{ref}</code>}
          </span>
        </summary>
        <Explanation finding={finding} observedAt={observedAt} />
      </details>
      {action !== undefined && action !== null && <div className="-my-0.5 shrink-0">{action}</div>}
    </li>
  )
}

function Explanation({ finding, observedAt }: { finding: Finding; observedAt: number | null }) {
  const { explanation, remedy, sources } = finding
  return (
    <dl className="grid grid-cols-[88px_minmax(0,1fr)] gap-x-4 gap-y-1 pt-1 pb-2 pl-6 text-muted">
      <dt className="text-faint">Why</dt>
      <dd>{explanation}</dd>
      <dt className="text-faint">Remedy</dt>
      <dd>{remedy}</dd>
      {sources.length > 0 && (
        <>
          <dt className="text-faint">Asked by</dt>
          <dd>{sources.join(', ')}</dd>
        </>
      )}
      {observedAt !== null && (
        <>
          <dt className="text-faint">Observed</dt>
          <dd>
            <RelativeTime at={observedAt} />
          </dd>
        </>
      )}
    </dl>
  )
}

/** `2 fail · 1 unknown · 20 pass`. */
export function TallyLine({ findings }: { findings: readonly Finding[] }) {
  const tally = tallyOf(findings)
  if (tally.length === 0) return <span className="text-faint">nothing is asked</span>
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {tally.map(({ outcome, count }) => (
        <span key={outcome} className="inline-flex items-center gap-1" title={OUTCOME_WORDS[outcome].meaning}>
          <span className="font-medium tabular-nums">{count}</span>
          <OutcomeMark outcome={outcome} className="w-auto" />
        </span>
      ))}
    </span>
  )
}
