import { jobHref } from '../../shell/addresses'
import { Badge } from '../../ui/badge'
import { DataTable } from '../../ui/data-table'
import { AppLink } from '../../ui/link'
import { Panel, PanelHeader } from '../../ui/panel'
import type { Tone } from '../../ui/tone'
import type { RunDetail } from './queries'

type Deletion = RunDetail['deletions'][number]

const STATES: Readonly<Record<NonNullable<Deletion['status']>, { label: string; tone: Tone }>> = {
  queued: { label: 'Waiting', tone: 'neutral' },
  running: { label: 'Deleting', tone: 'info' },
  cancelling: { label: 'Stopping', tone: 'warn' },
  succeeded: { label: 'Done', tone: 'ok' },
  partial: { label: 'Done in part', tone: 'warn' },
  failed: { label: 'Failed', tone: 'danger' },
  cancelled: { label: 'Cancelled', tone: 'neutral' },
}

/** What a run deletes where: each repository has a job of its own that can be watched and stopped. */
export function RunDeletions({ deletions }: { deletions: readonly Deletion[] }) {
  const done = deletions.filter(({ status }) => status === null || status === 'succeeded').length
  return (
    <Panel>
      <PanelHeader title="Deletions" description={`${done} of ${deletions.length} done`} />
      <DataTable label="Deletions of this run" isDense>
        <tbody>
          {deletions.map(({ repository, job, status }) => (
            <tr key={job}>
              <td className="clip">
                <AppLink href={jobHref(job)} className="font-medium hover:underline" title={repository}>
                  {repository}
                </AppLink>
              </td>
              <td className="w-32">
                {status === null ? (
                  <span className="text-faint">long ago</span>
                ) : (
                  <Badge tone={STATES[status].tone}>{STATES[status].label}</Badge>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Panel>
  )
}
