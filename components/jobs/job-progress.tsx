'use client'

import { formatDuration } from '@/components/ui/format-time'
import { Progress } from '@/components/ui/progress'
import { useNow } from '@/components/ui/use-now'
import { elapsedMs, isActive, type Job, jobTitle, progressText, remainingMs } from './job-state'

/** How far a job is: bar, count, and what is left of its time; after its end, what came of it. */
export function JobProgress({ job }: { job: Job }) {
  const now = useNow(isActive(job))
  if (!isActive(job)) return <Outcome job={job} />

  const left = now > 0 ? remainingMs(job, now) : null
  return (
    <div className="flex min-w-40 flex-col gap-1">
      <Progress label={jobTitle(job)} done={job.done} total={job.total} />
      <p className="flex justify-between gap-3 text-xs text-muted sm:whitespace-nowrap">
        <span className="sm:truncate">
          {job.phase} {progressText(job)}
        </span>
        {left !== null && <span>{formatDuration(left)} left</span>}
      </p>
    </div>
  )
}

function Outcome({ job }: { job: Job }) {
  const took = elapsedMs(job, 0)
  return (
    <span className="text-muted sm:whitespace-nowrap">
      {progressText(job)}
      {job.failed > 0 && <span className="text-danger">, {job.failed.toLocaleString('en')} failed</span>}
      {took !== null && `, ${formatDuration(took)}`}
    </span>
  )
}
