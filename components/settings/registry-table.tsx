'use client'

import { useQuery } from '@tanstack/react-query'
import { Database, KeyRound, LockOpen, Plus } from 'lucide-react'
import { registrySettingsHref, SETTINGS_NEW_REGISTRY } from '@/components/shell/addresses'
import { ButtonLink } from '@/components/ui/button-link'
import { DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { FailedState } from '@/components/ui/failed-state'
import { AppLink } from '@/components/ui/link'
import { Panel } from '@/components/ui/panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { StaleBadge } from '@/components/ui/stale-badge'
import { HealthBadge } from './health'
import { type Registry, registryQueries } from './queries'

/** The registries as settings: where they are, how they are reached, how they fare. */
export function RegistryTable() {
  const query = useQuery(registryQueries.list())
  const { data, error } = query
  if (!data) {
    return (
      <Panel>
        {error ? (
          <FailedState title="The registries could not be loaded" query={query} />
        ) : (
          <SkeletonRows rows={3} />
        )}
      </Panel>
    )
  }
  return (
    <Panel>
      {data.items.length === 0 ? <NoRegistries canAdd={data.can.create} /> : <Rows items={data.items} />}
    </Panel>
  )
}

function Rows({ items }: { items: readonly Registry[] }) {
  return (
    <DataTable label="Registries">
      <thead>
        <tr>
          <th>Name</th>
          <th>Health</th>
          <th className="max-md:hidden">Access</th>
          <th className="num max-md:hidden">Repositories</th>
          <th className="max-md:hidden">Freshness</th>
        </tr>
      </thead>
      <tbody>
        {items.map((registry) => (
          <tr key={registry.id}>
            <td>
              <AppLink href={registrySettingsHref(registry.name)} className="font-medium hover:underline">
                {registry.name}
              </AppLink>
              <div className="font-mono text-xs text-muted">{registry.url}</div>
            </td>
            <td>
              <HealthBadge health={registry.health} />
            </td>
            <td className="max-md:hidden">
              <Account registry={registry} />
            </td>
            <td className="num max-md:hidden">{registry.counts.repositories.toLocaleString('en')}</td>
            <td className="max-md:hidden">
              <StaleBadge isStale={registry.isStale} syncedAt={registry.syncedAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function Account({ registry }: { registry: Registry }) {
  const Icon = registry.username === null ? LockOpen : KeyRound
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap text-muted">
      <Icon aria-hidden="true" className="size-3.5" />
      {registry.username ?? 'anonymous'}
    </span>
  )
}

export function NoRegistries({ canAdd }: { canAdd: { allowed: boolean; reason: string | null } }) {
  if (!canAdd.allowed) {
    return (
      <EmptyState icon={<Database />} title="No registry is connected yet">
        An admin connects registries. Ask one of yours; there is nothing to browse until then.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<Database />}
      title="Connect your first registry"
      actions={
        <ButtonLink href={SETTINGS_NEW_REGISTRY} variant="primary" icon={<Plus className="size-4" />}>
          Add a registry
        </ButtonLink>
      }
    >
      Any registry that speaks the Docker Registry v2 or OCI distribution API. Assay only reads; a read-only
      account is enough.
    </EmptyState>
  )
}
