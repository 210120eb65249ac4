'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link2, Link2Off, ShieldQuestion } from 'lucide-react'
import { CopyField } from '@/components/ui/copy-field'
import { GatedButton } from '@/components/ui/gated-button'
import { Panel } from '@/components/ui/panel'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { RelativeTime } from '@/components/ui/relative-time'
import { Spinner } from '@/components/ui/spinner'
import { api } from '@/lib/api/client/api'
import { type AuditVerification, auditQueries } from './queries'

/** Whether the log is as it was written, when that was last looked at, and how to look from outside. */
export function VerificationPanel() {
  const client = useQueryClient()
  const { data, error } = useQuery(auditQueries.verification())
  const verify = useMutation({
    mutationFn: () => api('verifyAudit', {}),
    onSuccess: (state) => client.setQueryData(auditQueries.verification().queryKey, state),
  })
  if (data === undefined) return error ? <ProblemNotice error={error} /> : null
  return (
    <Panel>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
        <Verdict state={data} />
        <details className="min-w-0 max-sm:w-full">
          <summary className="text-xs text-muted hover:text-ink">Verify from outside</summary>
          {data.head && (
            <div className="mt-2 flex max-w-xl flex-col gap-1.5">
              <p className="text-xs text-muted">
                The end of the chain now, at row {data.head.sequence.toLocaleString('en')}. Keep it elsewhere:
                with it, rows cut off later are missed.
              </p>
              <CopyField
                text={`npx assay audit verify --head ${data.head.sequence}:${data.head.hash}`}
                what="command"
              />
            </div>
          )}
        </details>
        <GatedButton
          size="sm"
          className="ml-auto"
          can={data.can.verify}
          isPending={verify.isPending || data.isRunning}
          onClick={() => verify.mutate()}
        >
          Verify now
        </GatedButton>
      </div>
      {verify.error && <ProblemNotice error={verify.error} className="rounded-none" />}
    </Panel>
  )
}

function Verdict({ state: { last, isRunning, head } }: { state: AuditVerification }) {
  if (isRunning) {
    return (
      <p role="status" className="inline-flex items-center gap-2">
        <Spinner /> Reading every row of the log …
      </p>
    )
  }
  if (head === null || last?.isWhole === false) {
    return (
      <p role="alert" className="inline-flex items-start gap-2 text-danger">
        <Link2Off aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        <span>
          <span className="font-medium">
            {last?.brokenRow == null
              ? 'The chain has no end'
              : `The chain is broken at row ${last.brokenRow.toLocaleString('en')}`}
            {last?.fault && ` (${last.fault})`}.
          </span>{' '}
          {last?.detail}
        </span>
      </p>
    )
  }
  if (last === null) {
    return (
      <p className="inline-flex items-center gap-2 text-muted">
        <ShieldQuestion aria-hidden="true" className="size-4" /> The log was not verified yet. It is once a
        day.
      </p>
    )
  }
  return (
    <p className="inline-flex items-center gap-2">
      <Link2 aria-hidden="true" className="size-4 text-ok" />
      <span>
        <span className="font-medium">Unchanged</span>
        <span className="text-muted">
          {' '}
          · {last.rows.toLocaleString('en')} rows verified <RelativeTime at={last.at} /> by {last.by}
        </span>
      </span>
    </p>
  )
}
