'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus, Recycle } from 'lucide-react'
import { CLEANUP_NEW_POLICY, policyHref } from '../../shell/addresses'
import { PageFrame } from '../../shell/page-frame'
import { Badge } from '../../ui/badge'
import { ButtonLink } from '../../ui/button-link'
import { DataTable } from '../../ui/data-table'
import { EmptyState } from '../../ui/empty-state'
import { FailedState } from '../../ui/failed-state'
import { AppLink } from '../../ui/link'
import { Panel } from '../../ui/panel'
import { RelativeTime } from '../../ui/relative-time'
import { SkeletonRows } from '../../ui/skeleton'
import { type Policy, retentionQueries } from './queries'
import { runState } from './run-words'

/** Which tags go by themselves, and when. */
export function PolicyList() {
  const query = useQuery(retentionQueries.list())
  const { data, error } = query
  const add = data?.can.create.allowed ? (
    <ButtonLink href={CLEANUP_NEW_POLICY} variant="primary" icon={<Plus className="size-4" />}>
      New policy
    </ButtonLink>
  ) : null
  return (
    <PageFrame
      title="Retention policies"
      meta="Rules that say which tags stay and which go. What no rule speaks of stays."
      actions={data && data.items.length > 0 && add}
    >
      <Panel>
        {!data && !error && <SkeletonRows rows={4} />}
        {!data && error && <FailedState title="The policies could not be loaded" query={query} />}
        {data?.items.length === 0 && (
          <EmptyState icon={<Recycle />} title="No policy yet" actions={add}>
            A policy deletes old tags by rules that you simulate first: it shows every tag with the rule that
            took it, and what that would free. Policies of Harbor and ECR can be taken over.
            {data.can.create.reason !== null && ` ${data.can.create.reason}`}
          </EmptyState>
        )}
        {data && data.items.length > 0 && <Rows policies={data.items} />}
      </Panel>
    </PageFrame>
  )
}

function Rows({ policies }: { policies: readonly Policy[] }) {
  return (
    <DataTable label="Retention policies">
      <thead>
        <tr>
          <th>Policy</th>
          <th>State</th>
          <th className="max-md:hidden">Next run</th>
          <th className="max-sm:hidden">Last</th>
          <th className="max-md:hidden">Owner</th>
        </tr>
      </thead>
      <tbody>
        {policies.map((policy) => (
          <tr key={policy.id}>
            <td className="max-w-0 min-w-48">
              <AppLink
                href={policyHref(policy.id)}
                title={policy.name}
                className="block truncate font-medium hover:underline"
              >
                {policy.name}
              </AppLink>
              <span className="block truncate text-xs text-muted">{scopeText(policy)}</span>
            </td>
            <td className="w-44">
              <PolicyState policy={policy} />
            </td>
            <td className="w-36 max-md:hidden">
              <RelativeTime at={policy.nextRuns[0] ?? null} absent="only when asked" />
            </td>
            <td className="w-40 max-sm:hidden">{policy.lastRun ? <LastRun policy={policy} /> : 'never'}</td>
            <td className="w-32 truncate max-md:hidden">{policy.owner}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function LastRun({ policy: { lastRun } }: { policy: Policy }) {
  if (lastRun === null) return null
  return (
    <span className="flex flex-col">
      <span>{runState(lastRun).label}</span>
      <span className="text-xs text-muted">
        <RelativeTime at={lastRun.createdAt} />
      </span>
    </span>
  )
}

/** Whether a policy runs, and if not, what it waits for. */
export function PolicyState({ policy }: { policy: Policy }) {
  if (policy.isPaused) return <Badge>Paused</Badge>
  if (policy.reviewedVersion !== policy.version) return <Badge tone="warn">Needs a simulation</Badge>
  return <Badge tone="ok">{policy.cron === null ? 'Ready' : 'Scheduled'}</Badge>
}

/** What a policy reaches. */
export function scopeText({ registry, path }: Pick<Policy, 'registry' | 'path'>): string {
  return path === '' ? `${registry}, everything` : `${registry}/${path}`
}
