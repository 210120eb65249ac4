'use client'
import type { QueryKey } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { useMemo } from 'react'
import { jobHref } from '@/components/shell/addresses'
import { WhyLink } from '@/components/shell/why-link'
import { api } from '@/lib/api/client/api'
import { fromRepositorySlug } from '@/lib/oci/slug'
import { GatedButton } from '../../ui/gated-button'
import { AppLink } from '../../ui/link'
import { Progress } from '../../ui/progress'
import { catalogQueries } from '../queries'
import { useSync } from './use-sync'

interface Can {
  readonly allowed: boolean
  readonly reason: string | null
}

interface RegistrySyncProps {
  registry: string
  activeJobId: string | null
  can: Can
}

/** Compares a whole registry with the index now. */
export function RegistrySync({ registry, activeJobId, can }: RegistrySyncProps) {
  const refreshes = useMemo(() => catalogQueries.registryKey(registry), [registry])
  return (
    <SyncButton
      place={{ registry, path: '' }}
      can={can}
      activeJobId={activeJobId}
      refreshes={refreshes}
      start={() => api('syncRegistry', { params: { registry } })}
    />
  )
}

interface RepositorySyncProps {
  registry: string
  /** With `/` written as `~`. */
  repository: string
  can: Can
}

/** Compares one repository with the index now. */
export function RepositorySync({ registry, repository, can }: RepositorySyncProps) {
  const refreshes = useMemo(
    () => catalogQueries.repositoryKey({ registry, repository }),
    [registry, repository],
  )
  return (
    <SyncButton
      place={{ registry, path: fromRepositorySlug(repository) }}
      can={can}
      activeJobId={null}
      refreshes={refreshes}
      start={() => api('syncRepository', { params: { registry, repository } })}
    />
  )
}

interface SyncButtonProps {
  place: { registry: string; path: string }
  can: Can
  activeJobId: string | null
  refreshes: QueryKey
  start: () => Promise<{ jobId: string }>
}

function SyncButton({ place, can, activeJobId, refreshes, start }: SyncButtonProps) {
  const sync = useSync({ activeJobId, start, refreshes })
  return (
    <div className="flex items-center gap-3">
      {sync.job && (
        <div role="status" className="w-44 text-xs text-muted">
          <AppLink href={jobHref(sync.job.id)} className="mb-1 flex justify-between gap-2 hover:text-ink">
            <span className="truncate">{sync.job.phase}</span>
            {sync.job.total !== null && (
              <span className="tabular-nums">
                {sync.job.done.toLocaleString('en')}/{sync.job.total.toLocaleString('en')}
              </span>
            )}
          </AppLink>
          <Progress label="Sync" done={sync.job.done} total={sync.job.total} />
        </div>
      )}
      <span className="inline-flex items-center gap-1.5">
        <GatedButton
          can={can}
          isPending={sync.isRunning}
          icon={<RefreshCw aria-hidden="true" className="size-3.5" />}
          onClick={sync.start}
        >
          {sync.isRunning ? 'Refreshing' : 'Refresh now'}
        </GatedButton>
        <WhyLink {...place} can={can} action="registry:sync" what="compare this with the registry" />
      </span>
    </div>
  )
}
