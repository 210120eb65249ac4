'use client'

import { usePathname } from 'next/navigation'
import { Suspense } from 'react'
import { onDemand } from '@/components/ui/on-demand'
import { StaleBadge } from '@/components/ui/stale-badge'
import { registryOfPath } from './navigation'
import { useRegistries } from './use-registries'

const RunningSync = onDemand(() => import('./running-sync').then((module) => module.RunningSync))

/** At the foot of the sidebar: the sync that runs, or how fresh the registry in sight is. */
export function SyncStatus() {
  const { items } = useRegistries()
  const name = registryOfPath(usePathname())
  const inSight = items.find((registry) => registry.name === name)
  const busy = inSight?.activeJobId ? inSight : items.find((registry) => registry.activeJobId !== null)

  if (busy?.activeJobId) {
    return (
      <Suspense>
        <RunningSync registry={busy} jobId={busy.activeJobId} />
      </Suspense>
    )
  }
  const shown = inSight ?? (items.length === 1 ? items[0] : undefined)
  if (!shown) return null
  return (
    <div className="px-4 py-2.5">
      <StaleBadge isStale={shown.isStale} syncedAt={shown.syncedAt} />
    </div>
  )
}
