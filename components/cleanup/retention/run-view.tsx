'use client'

import { useQuery } from '@tanstack/react-query'
import { CLEANUP_POLICIES, jobHref, policyHref } from '../../shell/addresses'
import { PageFrame } from '../../shell/page-frame'
import { Badge } from '../../ui/badge'
import { ButtonLink } from '../../ui/button-link'
import { FailedState } from '../../ui/failed-state'
import { GatedButton } from '../../ui/gated-button'
import { Notice } from '../../ui/notice'
import { Panel, PanelHeader } from '../../ui/panel'
import { ProblemNotice } from '../../ui/problem-notice'
import { RelativeTime } from '../../ui/relative-time'
import { SkeletonRows } from '../../ui/skeleton'
import { AgeChart } from './age-chart'
import { isOpen, type Policy, type Run, type RunDetail, retentionQueries } from './queries'
import { RunDeletions } from './run-deletions'
import { RunTotals } from './run-totals'
import { runState } from './run-words'
import { usePolicyActions } from './use-policy-actions'
import { VerdictTable } from './verdict-table'

/** One simulation or run: figures, chart and every verdict. */
export function RunView({ policy: policyId, run: runId }: { policy: string; run: string }) {
  const run = useQuery(retentionQueries.run(policyId, runId))
  const policy = useQuery(retentionQueries.policy(policyId))
  if (run.data && policy.data) return <Loaded policy={policy.data} run={run.data} />
  const failed = [run, policy].find(({ isError }) => isError)
  return (
    <PageFrame title="Simulation" crumbs={[{ label: 'Policies', href: CLEANUP_POLICIES }]}>
      <Panel>
        {failed ? (
          <FailedState title="The simulation could not be loaded" query={failed} />
        ) : (
          <SkeletonRows rows={8} />
        )}
      </Panel>
    </PageFrame>
  )
}

function Loaded({ policy, run }: { policy: Policy; run: RunDetail }) {
  const { review } = usePolicyActions(policy)
  const { label, tone } = runState(run)
  const isRun = run.kind === 'run'
  const title = `${isRun ? 'Run' : 'Simulation'} of version ${run.version}`
  return (
    <PageFrame
      title={title}
      crumbs={[
        { label: 'Policies', href: CLEANUP_POLICIES },
        { label: policy.name, href: policyHref(policy.id) },
        { label: title },
      ]}
      meta={
        <>
          <Badge tone={tone}>{label}</Badge>
          <RelativeTime at={run.createdAt} />
          <span>by {run.actor}</span>
        </>
      }
      actions={run.job && <ButtonLink href={jobHref(run.job)}>Open job</ButtonLink>}
    >
      {isOpen(run) && (
        <Notice title={label}>
          {run.state === 'deleting'
            ? 'Each repository has a job of its own, below.'
            : 'Tags are judged by the index; nothing is asked of the registry.'}
        </Notice>
      )}
      {run.problem && (
        <Notice tone="warn" title={run.state === 'refused' ? 'Refused: nothing was deleted' : label}>
          {run.problem.message}
        </Notice>
      )}
      {run.totals?.outcome && (
        <Notice title={`${run.totals.outcome.removed.toLocaleString('en')} tags removed`}>
          {run.totals.outcome.skipped} left alone because they moved, went or are protected,{' '}
          {run.totals.outcome.failed} failed.
          {run.totals.outcome.manifests > 0 &&
            ` ${run.totals.outcome.manifests.toLocaleString('en')} manifests were deleted by their digests.`}{' '}
          What went is in the trash.
        </Notice>
      )}
      {!isRun && run.state === 'finished' && policy.version === run.version && (
        <ReviewNotice policy={policy} run={run} review={review} />
      )}
      {review.error && <ProblemNotice error={review.error} />}
      {run.deletions.length > 0 && <RunDeletions deletions={run.deletions} />}
      {run.totals && <RunTotals totals={run.totals} />}
      {run.totals && (
        <Panel>
          <PanelHeader title="What stays, by age" />
          <AgeChart totals={run.totals} />
        </Panel>
      )}
      {run.hasVerdicts && <VerdictTable run={run} />}
      {!run.hasVerdicts && !isOpen(run) && run.totals && (
        <p className="text-muted">Verdicts are kept of the last simulation and the last run only.</p>
      )}
    </PageFrame>
  )
}

interface ReviewNoticeProps {
  policy: Policy
  run: Run
  review: ReturnType<typeof usePolicyActions>['review']
}

function ReviewNotice({ policy, run, review }: ReviewNoticeProps) {
  if (policy.reviewedVersion === policy.version) {
    return (
      <Notice title={`Version ${policy.version} may run`}>
        {policy.reviewedBy} looked at a simulation of it <RelativeTime at={policy.reviewedAt} />.
      </Notice>
    )
  }
  return (
    <Notice
      tone="warn"
      title="Look through what would go"
      actions={
        <GatedButton
          can={policy.can.run}
          variant="primary"
          isPending={review.isPending}
          onClick={() => review.mutate(run.id)}
        >
          I looked: let it run
        </GatedButton>
      }
    >
      From then on version {policy.version} runs by its schedule and when asked.
    </Notice>
  )
}
