'use client'

import { useQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { jobHref } from '../../shell/addresses'
import { EmptyState } from '../../ui/empty-state'
import { FailedState } from '../../ui/failed-state'
import { GatedButton } from '../../ui/gated-button'
import { AppLink } from '../../ui/link'
import { Panel, PanelHeader } from '../../ui/panel'
import { Progress } from '../../ui/progress'
import { RelativeTime } from '../../ui/relative-time'
import { Skeleton } from '../../ui/skeleton'
import { BrokenTable } from './broken-table'
import { garbageQueries, isVerifying, type Verification } from './queries'
import { useVerify } from './use-garbage-actions'

/** Whether the registry still has what its tags name, and what helps where it has not. */
export function VerificationPanel({ registry }: { registry: string }) {
  const query = useQuery(garbageQueries.verification(registry))
  const verify = useVerify(registry)
  if (query.error && !query.data) {
    return (
      <Panel>
        <FailedState title="The last check could not be read" query={query} />
      </Panel>
    )
  }
  if (!query.data) return <Skeleton className="h-40" />
  const verification = query.data
  const isRunning = isVerifying(verification)
  return (
    <Panel aria-label="Verification">
      <PanelHeader
        title="Verify after garbage collection"
        description="Asks the registry for every tagged manifest, what it lists, its config and its layers. Nothing is changed."
        actions={
          <GatedButton
            can={verification.can.verify}
            isPending={verify.isPending || isRunning}
            onClick={() => verify.mutate()}
          >
            {isRunning ? 'Verifying' : 'Verify now'}
          </GatedButton>
        }
      />
      <Standing verification={verification} isRunning={isRunning} />
      {verification.broken.length > 0 && <BrokenTable registry={registry} broken={verification.broken} />}
    </Panel>
  )
}

function Standing({ verification, isRunning }: { verification: Verification; isRunning: boolean }) {
  const { check, broken } = verification
  if (check === null) {
    return (
      <EmptyState title="Never verified">
        Verify once now: then you know afterwards what garbage collection took.
      </EmptyState>
    )
  }
  const counts = `${check.repositories.toLocaleString('en')} repositories, ${check.manifests.toLocaleString('en')} manifests and ${check.blobs.toLocaleString('en')} blobs asked for`
  if (isRunning) {
    return (
      <div className="flex flex-col gap-1.5 p-4">
        <Progress label="Verifying" done={check.done ?? 0} total={check.total} className="h-1.5" />
        <p className="text-muted">{counts}</p>
      </div>
    )
  }
  const isUnfinished = check.finishedAt === null || (check.failed ?? 0) > 0
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 px-4 py-3 text-muted">
      {broken.length === 0 && !isUnfinished && (
        <span className="inline-flex items-center gap-1.5 font-medium text-ink">
          <CircleCheck aria-hidden="true" className="size-4 text-ok" />
          Everything answers.
        </span>
      )}
      {isUnfinished && (
        <strong className="font-medium text-ink">
          {check.finishedAt === null
            ? 'The last check did not come to its end; what it did not reach is unknown.'
            : `${(check.failed ?? 0).toLocaleString('en')} repositories could not be asked for; they are unknown.`}
        </strong>
      )}
      <span>{counts}</span>
      <RelativeTime at={check.finishedAt ?? check.startedAt} />
      {check.jobId !== null && (
        <AppLink href={jobHref(check.jobId)} className="text-link">
          Show job
        </AppLink>
      )}
    </p>
  )
}
