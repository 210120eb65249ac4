'use client'

import { useQuery } from '@tanstack/react-query'
import { Badge } from '../../ui/badge'
import { Dialog } from '../../ui/dialog'
import { ProblemNotice } from '../../ui/problem-notice'
import { RelativeTime } from '../../ui/relative-time'
import { SkeletonRows } from '../../ui/skeleton'
import { type Explanation, retentionQueries, type TagVerdict } from './queries'
import { becauseText, unmetText } from './run-words'

interface ExplainDialogProps {
  policy: string
  verdict: TagVerdict
  onClose: () => void
}

/** Why one tag stays or goes, rule by rule, as things are now. */
export function ExplainDialog({ policy, verdict, onClose }: ExplainDialogProps) {
  const { data, error } = useQuery(retentionQueries.explanation(policy, verdict))
  return (
    <Dialog
      isOpen
      size="lg"
      onOpenChange={(next) => !next && onClose()}
      title={`Why ${verdict.tag}?`}
      description={verdict.repository}
    >
      {error && <ProblemNotice error={error} />}
      {!data && !error && <SkeletonRows rows={4} columns={2} />}
      {data && <Answer explanation={data} />}
    </Dialog>
  )
}

function Answer({ explanation }: { explanation: Explanation }) {
  const { fate, rules, pushedAt, createdAt, pulledAt } = explanation
  return (
    <div className="flex flex-col gap-4 pb-2">
      <p className="flex items-center gap-2">
        <Badge tone={fate === 'delete' ? 'danger' : 'ok'}>{fate === 'delete' ? 'Goes' : 'Stays'}</Badge>
        {becauseText(explanation)}
      </p>
      <p className="flex flex-wrap gap-x-4 text-xs text-muted">
        <span>
          Pushed at the latest <RelativeTime at={pushedAt} />
        </span>
        <span>
          Created <RelativeTime at={createdAt} />
        </span>
        <span>
          Last pulled <RelativeTime at={pulledAt} />
        </span>
      </p>
      <ul className="flex flex-col divide-y divide-line rounded-md border border-line">
        {rules.map(({ rule, verb, speaks, unmet }) => (
          <li key={rule} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-3 py-2">
            <span className="font-medium">{rule}</span>
            <span className="text-xs text-muted">{verb}</span>
            <span className="ml-auto text-xs">
              {speaks ? 'speaks of it' : `does not: ${unmet.map(unmetText).join(', ')}`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
