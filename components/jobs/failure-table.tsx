import { DataTable } from '@/components/ui/data-table'
import { Panel, PanelHeader } from '@/components/ui/panel'
import type { JobDetail } from './is-active'

/** What failed on the way. The index keeps the last known state of each of these. */
export function FailureTable({ job }: { job: JobDetail }) {
  const shown = job.failures.length
  return (
    <Panel>
      <PanelHeader
        title="What failed"
        description={`${countText(shown, job.failed)} Nothing was removed from the index because of it; the next sync tries again.`}
      />
      {shown > 0 && (
        <DataTable label="Failures" isDense>
          <thead>
            <tr>
              <th>Item</th>
              <th className="max-sm:hidden">Code</th>
              <th>Why</th>
            </tr>
          </thead>
          <tbody>
            {job.failures.map((failure) => (
              <tr key={failure.key}>
                <td className="min-w-36 font-mono text-xs wrap-anywhere">{failure.key}</td>
                <td className="font-mono text-xs whitespace-nowrap max-sm:hidden">{failure.code}</td>
                <td className="text-muted">{failure.message}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </Panel>
  )
}

function countText(shown: number, failed: number): string {
  const all = Math.max(shown, failed)
  if (shown < all) return `${shown.toLocaleString('en')} of ${all.toLocaleString('en')} items.`
  return `${all.toLocaleString('en')} ${all === 1 ? 'item' : 'items'}.`
}
