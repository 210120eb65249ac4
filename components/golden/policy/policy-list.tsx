'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus, Scale } from 'lucide-react'
import { GOLDEN_NEW_POLICY, goldenPolicyHref } from '../../shell/addresses'
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
import { type GoldenPolicy, goldenQueries } from '../queries'
import { counted } from '../words'

/** What the organisation asks of golden images. */
export function PolicyList() {
  const query = useQuery(goldenQueries.policies())
  const { data, error } = query
  const add = data?.can.create.allowed ? (
    <ButtonLink href={GOLDEN_NEW_POLICY} variant="primary" icon={<Plus className="size-4" />}>
      New policy
    </ButtonLink>
  ) : null
  return (
    <PageFrame
      title="Golden policies"
      meta="What it takes to be golden: checks, evidence, approvals and time. Published versions never change."
      actions={data && data.items.length > 0 && add}
    >
      <Panel aria-label="Golden policies">
        {query.isPending && <SkeletonRows rows={3} columns={4} />}
        {!data && error && <FailedState title="The policies could not be loaded" query={query} />}
        {data?.items.length === 0 && (
          <EmptyState icon={<Scale aria-hidden="true" />} title="No policy yet" actions={add}>
            A policy says what it takes to be golden. One to start from comes with Assay.
            {data.can.create.reason !== null && ` ${data.can.create.reason}`}
          </EmptyState>
        )}
        {data && data.items.length > 0 && <Rows policies={data.items} />}
      </Panel>
    </PageFrame>
  )
}

function Rows({ policies }: { policies: readonly GoldenPolicy[] }) {
  return (
    <DataTable label="Golden policies">
      <thead>
        <tr>
          <th>Policy</th>
          <th>Asks</th>
          <th className="max-sm:hidden">Lines</th>
          <th className="max-md:hidden">Version</th>
          <th className="max-md:hidden">Published</th>
        </tr>
      </thead>
      <tbody>
        {policies.map(({ id, name, description, latest, latestVersion, lineCount, archivedAt }) => (
          <tr key={id}>
            <td className="max-w-0 min-w-40">
              <span className="flex items-center gap-2">
                <AppLink
                  href={goldenPolicyHref(id)}
                  title={name}
                  className="truncate font-medium hover:underline"
                >
                  {name}
                </AppLink>
                {archivedAt !== null && <Badge>archived</Badge>}
              </span>
              <span className="block truncate text-xs text-muted" title={description}>
                {description}
              </span>
            </td>
            <td className="w-52">
              {counted(latest.document.requirements.length, ['requirement', 'requirements'])}
              <span className="block text-xs text-muted">
                {counted(latest.document.approvalsMin, ['approval', 'approvals'])}
              </span>
            </td>
            <td className="w-20 max-sm:hidden">{lineCount}</td>
            <td className="w-24 max-md:hidden">{latestVersion}</td>
            <td className="w-40 max-md:hidden">
              <RelativeTime at={latest.publishedAt} />
              <span className="block text-xs text-muted">by {latest.publishedBy}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
