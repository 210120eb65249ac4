'use client'

import { useQuery } from '@tanstack/react-query'
import { usePathname } from 'next/navigation'
import { isActive, progressText, remainingMs } from '@/components/jobs/job-state'
import { jobQueries } from '@/components/jobs/queries'
import { useRefreshAfterJob } from '@/components/jobs/use-refresh-after-job'
import type { Registry } from '@/components/settings/queries'
import { formatDuration } from '@/components/ui/format-time'
import { AppLink } from '@/components/ui/link'
import { Progress } from '@/components/ui/progress'
import { StaleBadge } from '@/components/ui/stale-badge'
import { jobHref } from './addresses'
import { registryOfPath } from './navigation'
import { useRegistries } from './use-registries'

/** At the foot of the sidebar: the sync that runs, or how fresh the registry in sight is. */
export function SyncStatus() {
  const { items } = useRegistries()
  const name = registryOfPath(usePathname())
  const inSight = items.find((registry) => registry.name === name)
  const busy = inSight?.activeJobId ? inSight : items.find((registry) => registry.activeJobId !== null)

  if (busy?.activeJobId) return <RunningSync registry={busy} jobId={busy.activeJobId} />
  const shown = inSight ?? (items.length === 1 ? items[0] : undefined)
  if (!shown) return null
  return (
    <div className="px-4 py-2.5">
      <StaleBadge isStale={shown.isStale} syncedAt={shown.syncedAt} />
    </div>
  )
}

function RunningSync({ registry, jobId }: { registry: Registry; jobId: string }) {
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
