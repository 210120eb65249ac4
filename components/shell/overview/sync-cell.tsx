'use client'

import { useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { JobProgress } from '@/components/jobs/job-progress'
import { jobQueries } from '@/components/jobs/queries'
import type { Registry } from '@/components/settings/queries'
import { useRegistryActions } from '@/components/settings/use-registry-actions'
import { GatedButton } from '@/components/ui/gated-button'
import { Skeleton } from '@/components/ui/skeleton'
import { StaleBadge } from '@/components/ui/stale-badge'

/** How fresh the index of a registry is, or how far its sync has come. */
export function SyncCell({ registry }: { registry: Registry }) {
  if (registry.activeJobId !== null) return <RunningCell jobId={registry.activeJobId} />
  return <StaleBadge isStale={registry.isStale} syncedAt={registry.syncedAt} />
}

function RunningCell({ jobId }: { jobId: string }) {
  const { data } = useQuery(jobQueries.one(jobId))
  return data ? <JobProgress job={data} /> : <Skeleton className="w-40" />
}

export function SyncNow({ registry }: { registry: Registry }) {
  const { sync } = useRegistryActions(registry.name)
  const isBusy = sync.isPending || registry.activeJobId !== null
  return (
    <GatedButton
      can={registry.can.sync}
      size="sm"
      icon={<RefreshCw className="size-3.5" />}
      isPending={isBusy}
      onClick={() => sync.mutate()}
      aria-label={`Sync ${registry.name} now`}
    >
      {isBusy ? 'Syncing' : 'Sync now'}
    </GatedButton>
  )
}
