'use client'

import { useQuery } from '@tanstack/react-query'
import { isActive } from '@/components/jobs/is-active'
import { progressText, remainingMs } from '@/components/jobs/job-state'
import { jobQueries } from '@/components/jobs/queries'
import { useRefreshAfterJob } from '@/components/jobs/use-refresh-after-job'
import type { Registry } from '@/components/settings/queries'
import { formatDuration } from '@/components/ui/format-time'
import { AppLink } from '@/components/ui/link'
import { Progress } from '@/components/ui/progress'
import { jobHref } from './addresses'

/** The sync that is under way, and how long it will be. */
export function RunningSync({ registry, jobId }: { registry: Registry; jobId: string }) {
  const { data: job } = useQuery(jobQueries.one(jobId))
  useRefreshAfterJob(job)

  const left = job ? remainingMs(job) : null
  return (
    <AppLink
      href={jobHref(jobId)}
      className="mx-3 mb-2 flex flex-col gap-1.5 rounded-md border border-line bg-surface px-2.5 py-2 text-xs hover:border-line-strong"
    >
      <span className="flex justify-between gap-2">
        <span className="truncate font-medium">Syncing {registry.name}</span>
        {left !== null && <span className="whitespace-nowrap text-muted">{formatDuration(left)} left</span>}
      </span>
      <Progress label={`Sync of ${registry.name}`} done={job?.done ?? 0} total={job?.total ?? null} />
      <span className="truncate text-muted">
        {job && isActive(job) && job.done > 0
          ? `${job.phase}: ${progressText(job)}`
          : (job?.phase ?? 'Starting')}
      </span>
    </AppLink>
  )
}
