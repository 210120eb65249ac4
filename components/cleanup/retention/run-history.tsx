'use client'

import { useQuery } from '@tanstack/react-query'
import { policyRunHref } from '../../shell/addresses'
import { Badge } from '../../ui/badge'
import { DataTable } from '../../ui/data-table'
import { FailedState } from '../../ui/failed-state'
import { AppLink } from '../../ui/link'
import { Panel, PanelHeader } from '../../ui/panel'
import { RelativeTime } from '../../ui/relative-time'
import { SkeletonRows } from '../../ui/skeleton'
import { type Run, retentionQueries } from './queries'
import { runState } from './run-words'

/** The simulations and runs of a policy, newest first. */
export function RunHistory({ policy }: { policy: string }) {
  const query = useQuery(retentionQueries.runs(policy))
  const { data, error } = query
  return (
    <Panel>
      <PanelHeader title="Simulations and runs" />
      {!data && !error && <SkeletonRows rows={3} />}
      {!data && error && <FailedState title="The history could not be loaded" query={query} />}
      {data?.items.length === 0 && (
        <p className="p-4 text-muted">None yet. A simulation shows what would go, and changes nothing.</p>
      )}
      {data && data.items.length > 0 && (
        <DataTable label="Simulations and runs">
          <thead>
            <tr>
              <th>When</th>
              <th>State</th>
              <th className="num">Tags that go</th>
              <th className="max-sm:hidden">By</th>
              <th className="max-md:hidden">Why not</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((run) => (
              <Row key={run.id} run={run} policy={policy} />
            ))}
          </tbody>
        </DataTable>
      )}
    </Panel>
  )
}

function Row({ run, policy }: { run: Run; policy: string }) {
  const { label, tone } = runState(run)
  return (
    <tr>
      <td className="w-52">
        <AppLink href={policyRunHref(policy, run.id)} className="font-medium hover:underline">
          {run.kind === 'run' ? 'Run' : 'Simulation'} of version {run.version}
        </AppLink>
        <span className="block text-xs text-muted">
          <RelativeTime at={run.createdAt} />
        </span>
      </td>
      <td className="w-36">
        <Badge tone={tone}>{label}</Badge>
      </td>
      <td className="num w-32">{run.totals === null ? '–' : run.totals.deleted.toLocaleString('en')}</td>
      <td className="w-40 truncate max-sm:hidden">
        {run.actor}
        {run.trigger === 'schedule' && ', by schedule'}
      </td>
      <td className="max-w-0 truncate max-md:hidden" title={run.problem?.message}>
        {run.problem?.message}
      </td>
    </tr>
  )
}
