'use client'

import { formatDuration } from '@/components/ui/format-time'
import { Progress } from '@/components/ui/progress'
import { isActive, type Job } from './is-active'
import { elapsedMs, progressText, remainingMs } from './job-state'
import { jobTitle } from './job-words'

/** How far a job is: bar, count, and what is left of its time; after its end, what came of it. */
export function JobProgress({ job }: { job: Job }) {
  if (!isActive(job)) return <Outcome job={job} />

  if (job.status === 'queued') return <Waiting job={job} />
  const left = remainingMs(job)
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

function Waiting({ job: { queuePosition } }: { job: Job }) {
  const ahead = queuePosition === null ? null : queuePosition - 1
  return (
    <span className="text-muted">
      {ahead === null || ahead === 0
        ? 'Next in the queue'
        : `${ahead.toLocaleString('en')} ahead in the queue`}
    </span>
  )
}

function Outcome({ job }: { job: Job }) {
  const took = elapsedMs(job, 0)
  const hasItems = job.total !== null || job.done > 0
  const facts = [hasItems && progressText(job), took !== null && formatDuration(took)].filter(Boolean)
  return (
    <span className="text-muted sm:whitespace-nowrap">
      {facts.join(', ')}
      {job.failed > 0 && <span className="text-danger">, {job.failed.toLocaleString('en')} failed</span>}
    </span>
  )
}
