'use client'

import { useQuery } from '@tanstack/react-query'
import { Pencil, Play, Search } from 'lucide-react'
import { useState } from 'react'
import { CLEANUP_POLICIES, policyEditHref, policyRunHref } from '../../shell/addresses'
import { PageFrame } from '../../shell/page-frame'
import { ButtonLink } from '../../ui/button-link'
import { CodeBlock } from '../../ui/code-block'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { FailedState } from '../../ui/failed-state'
import { GatedButton } from '../../ui/gated-button'
import { Notice } from '../../ui/notice'
import { Panel, PanelHeader } from '../../ui/panel'
import { ProblemNotice } from '../../ui/problem-notice'
import { SkeletonRows } from '../../ui/skeleton'
import { NextRuns } from './next-runs'
import { PolicyState, scopeText } from './policy-list'
import { isOpen, type Policy, type Run, retentionQueries } from './queries'
import { RunHistory } from './run-history'
import { usePolicyActions } from './use-policy-actions'

/** One policy: what it says, whether it may run, and what it did. */
export function PolicyView({ id }: { id: string }) {
  const query = useQuery(retentionQueries.policy(id))
  const { data, error } = query
  if (data) return <Loaded policy={data} />
  return (
    <PageFrame title="Retention policy">
      <Panel>
        {error ? (
          <FailedState title="The policy could not be loaded" query={query} />
        ) : (
          <SkeletonRows rows={6} />
        )}
      </Panel>
    </PageFrame>
  )
}

function Loaded({ policy }: { policy: Policy }) {
  const actions = usePolicyActions(policy)
  const [asking, setAsking] = useState<'run' | 'remove' | null>(null)
  const isReviewed = policy.reviewedVersion === policy.version
  const isBusy = isOpen(policy.lastRun)
  const simulated = simulationOf(policy)
  const failed = actions.simulate.error ?? actions.pause.error
  return (
    <PageFrame
      title={policy.name}
      crumbs={[{ label: 'Policies', href: CLEANUP_POLICIES }, { label: policy.name }]}
      meta={
        <>
          <PolicyState policy={policy} />
          <span>{scopeText(policy)}</span>
          <span>Version {policy.version}</span>
          <span>Owner {policy.owner}</span>
        </>
      }
      actions={
        <>
          <GatedButton
            can={policy.can.edit}
            isPending={actions.pause.isPending}
            onClick={() => actions.pause.mutate(!policy.isPaused)}
          >
            {policy.isPaused ? 'Resume' : 'Pause'}
          </GatedButton>
          {policy.can.edit.allowed && (
            <ButtonLink href={policyEditHref(policy.id)} icon={<Pencil className="size-4" />}>
              Edit
            </ButtonLink>
          )}
          <GatedButton
            can={isBusy ? { allowed: false, reason: 'It is at work.' } : { allowed: true, reason: null }}
            icon={<Search className="size-4" />}
            variant={isReviewed ? 'secondary' : 'primary'}
            isPending={actions.simulate.isPending}
            onClick={() => actions.simulate.mutate()}
          >
            Simulate
          </GatedButton>
          <GatedButton
            can={mayRun(policy, isBusy)}
            icon={<Play className="size-4" />}
            variant="danger"
            onClick={() => setAsking('run')}
          >
            Run now
          </GatedButton>
        </>
      }
    >
      {failed && <ProblemNotice error={failed} />}
      {!isReviewed && (
        <Notice
          tone="warn"
          title={`Version ${policy.version} does not run yet`}
          actions={
            simulated && (
              <ButtonLink href={policyRunHref(policy.id, simulated.id)}>
                Look through what would go
              </ButtonLink>
            )
          }
        >
          {simulated
            ? 'It was simulated. Confirm that you looked at what would go, and it runs.'
            : 'Simulate it and confirm that you looked at what would go. That holds for each version anew.'}
        </Notice>
      )}
      <Panel>
        <PanelHeader
          title="What it says"
          description={policy.reason}
          actions={
            <GatedButton size="sm" can={policy.can.edit} onClick={() => setAsking('remove')}>
              Remove policy
            </GatedButton>
          }
        />
        {policy.nextRuns.length > 0 && (
          <div className="border-b border-line px-4 py-2">
            <NextRuns runs={policy.nextRuns} timeZone={policy.timeZone} />
          </div>
        )}
        <CodeBlock text={policy.text} what="policy" />
      </Panel>
      <RunHistory policy={policy.id} />
      <ConfirmDialog
        isOpen={asking === 'run'}
        onOpenChange={(next) => !next && setAsking(null)}
        title={`Run ${policy.name}?`}
        actionLabel="Run and delete"
        isPending={actions.run.isPending}
        error={actions.run.error && <ProblemNotice error={actions.run.error} />}
        onConfirm={() => actions.run.mutate()}
      >
        Tags are judged anew in {scopeText(policy)} and those that go are deleted. A run that would take more
        than {policy.document.maxPercent} % of them does nothing. What is deleted can be restored from the
        trash.
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asking === 'remove'}
        onOpenChange={(next) => !next && setAsking(null)}
        title={`Remove ${policy.name}?`}
        actionLabel="Remove policy"
        isPending={actions.remove.isPending}
        error={actions.remove.error && <ProblemNotice error={actions.remove.error} />}
        onConfirm={() => actions.remove.mutate()}
      >
        Its simulations and runs go with it. What it deleted stays in the trash.
      </ConfirmDialog>
    </PageFrame>
  )
}

function mayRun(policy: Policy, isBusy: boolean) {
  if (!policy.can.run.allowed) return policy.can.run
  if (isBusy) return { allowed: false, reason: 'It is at work.' }
  if (policy.reviewedVersion === policy.version) return policy.can.run
  return { allowed: false, reason: 'Nobody has looked at a simulation of this version yet.' }
}

/** The last simulation of the version there is, where it came to its end. */
function simulationOf({ lastRun, version }: Policy): Run | null {
  const isIt = lastRun?.kind === 'simulation' && lastRun.state === 'finished' && lastRun.version === version
  return isIt ? lastRun : null
}
