'use client'

import { useQuery } from '@tanstack/react-query'
import { RefreshCw, Stethoscope } from 'lucide-react'
import { registryHref } from '@/components/shell/addresses'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { FailedState } from '@/components/ui/failed-state'
import { GatedButton } from '@/components/ui/gated-button'
import { Notice } from '@/components/ui/notice'
import { StaleBadge } from '@/components/ui/stale-badge'
import { toast } from '@/components/ui/toast'
import { CapabilityPanel } from './capability-panel'
import { HealthBadge } from './health'
import { type Registry, registryQueries } from './queries'
import { RegistryForm } from './registry-form'
import { RemovePanel } from './remove-panel'
import { useRegistryActions } from './use-registry-actions'

/** Everything about one registry that can be looked at and changed. */
export function RegistryEditor({ name }: { name: string }) {
  const query = useQuery(registryQueries.list())
  const { data, error } = query
  if (!data) {
    return error ? <FailedState title="The registry could not be loaded" query={query} /> : null
  }
  const registry = data.items.find((item) => item.name === name)
  if (!registry) return <EmptyState title="This registry was removed">Its index went with it.</EmptyState>

  return (
    <div className="flex flex-col gap-6">
      <RegistryState registry={registry} />
      <CapabilityPanel registry={registry} />
      {registry.can.manage.allowed ? (
        <RegistryForm
          registry={registry}
          takenNames={[]}
          onSaved={() => toast.success(`${registry.name} saved`)}
        />
      ) : (
        <Notice>Its settings are for admins. {registry.can.manage.reason}</Notice>
      )}
      {registry.can.manage.allowed && <RemovePanel registry={registry} />}
    </div>
  )
}

function RegistryState({ registry }: { registry: Registry }) {
  const { sync, probe } = useRegistryActions(registry.name)
  const { health } = registry
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <HealthBadge health={health} />
        <StaleBadge isStale={registry.isStale} syncedAt={registry.syncedAt} />
        <span className="flex-1" />
        <ButtonLink href={registryHref(registry.name)}>Browse</ButtonLink>
        <GatedButton
          can={registry.can.manage}
          icon={<Stethoscope className="size-3.5" />}
          isPending={probe.isPending}
          onClick={() => probe.mutate()}
        >
          {registry.probedAt === null ? 'Probe' : 'Probe again'}
        </GatedButton>
        <GatedButton
          can={registry.can.sync}
          icon={<RefreshCw className="size-3.5" />}
          isPending={sync.isPending || registry.activeJobId !== null}
          onClick={() => sync.mutate()}
        >
          {registry.activeJobId === null ? 'Sync now' : 'Syncing'}
        </GatedButton>
      </div>
      {registry.isDeclared && (
        <Notice>
          Declared by the environment (ASSAY_REGISTRY_URL). What is set there takes effect again at the next
          start.
        </Notice>
      )}
      {health.state === 'failing' && (
        <Notice tone="danger" title="The registry did not answer as it should">
          {health.message ?? 'No reason was given.'} <span className="font-mono text-xs">{health.code}</span>{' '}
          Pages keep showing the last known state.
        </Notice>
      )}
    </div>
  )
}
