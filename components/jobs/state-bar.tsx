import { cx } from '@/components/ui/cx'
import type { Job } from './is-active'

/** How many items of a job are done, failed and left, as one bar with its legend. */
export function StateBar({ job }: { job: Pick<Job, 'total' | 'done' | 'failed' | 'status'> }) {
  if (job.total === null || job.total === 0) return null
  const left = Math.max(0, job.total - job.done - job.failed)
  const parts = [
    { label: 'done', count: job.done, fill: 'bg-ok' },
    { label: 'failed', count: job.failed, fill: 'bg-danger' },
    { label: 'left', count: left, fill: 'bg-line-strong' },
  ].filter(({ count }) => count > 0)
  return (
    <div className="flex flex-col gap-1.5">
      <div aria-hidden="true" className="flex h-2 gap-px overflow-hidden rounded-full bg-selected">
        {parts.map(({ label, count, fill }) => (
          <div
            key={label}
            className={cx('min-w-1 transition-[flex-grow]', fill)}
            style={{ flexGrow: count, flexBasis: 0 }}
          />
        ))}
      </div>
      <ul className="flex flex-wrap gap-x-4 text-xs text-muted tabular-nums">
        {parts.map(({ label, count, fill }) => (
          <li key={label} className="flex items-center gap-1.5">
            <span aria-hidden="true" className={cx('size-2 rounded-full', fill)} />
            {count.toLocaleString('en')} {label}
          </li>
        ))}
      </ul>
    </div>
  )
}
