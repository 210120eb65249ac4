'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { HealthBadge } from '@/components/settings/health'
import { type Registry, registryQueries } from '@/components/settings/queries'
import { NoRegistries } from '@/components/settings/registry-table'
import { registryHref, SETTINGS_NEW_REGISTRY } from '@/components/shell/addresses'
import { ButtonLink } from '@/components/ui/button-link'
import { ByteSize } from '@/components/ui/byte-size'
import { DataTable } from '@/components/ui/data-table'
import { FailedState } from '@/components/ui/failed-state'
import { AppLink } from '@/components/ui/link'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { SyncCell, SyncNow } from './sync-cell'
import { OverviewTotals } from './totals'

/** Everything Assay is connected to, how it fares and how much it holds. */
export function Overview() {
  const query = useQuery(registryQueries.list())
  const { data, error } = query
  if (!data) {
    return (
      <Panel>
        {error ? (
          <FailedState title="The registries could not be loaded" query={query} />
        ) : (
          <SkeletonRows rows={4} columns={6} />
        )}
      </Panel>
    )
  }
  if (data.items.length === 0) {
    return (
      <Panel>
        <NoRegistries canAdd={data.can.create} />
      </Panel>
    )
  }
  return (
    <div className="flex flex-col gap-5">
      <OverviewTotals registries={data.items} />
      <Panel>
        <PanelHeader
          title="Registries"
          actions={
            data.can.create.allowed && (
              <ButtonLink href={SETTINGS_NEW_REGISTRY} size="sm" icon={<Plus className="size-3.5" />}>
                Add a registry
              </ButtonLink>
            )
          }
        />
        <Rows items={data.items} />
      </Panel>
    </div>
  )
}

function Rows({ items }: { items: readonly Registry[] }) {
  return (
    <DataTable label="Registries">
      <thead>
        <tr>
          <th>Registry</th>
          <th>Health</th>
          <th className="num max-xl:hidden">Namespaces</th>
          <th className="num max-md:hidden">Repositories</th>
          <th className="num max-md:hidden">Tags</th>
          <th className="num max-lg:hidden">Stored</th>
          <th className="w-56 max-md:hidden">Index</th>
          <th className="w-28 max-md:hidden">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((registry) => (
          <RegistryRow key={registry.id} registry={registry} />
        ))}
      </tbody>
    </DataTable>
  )
}

function RegistryRow({ registry }: { registry: Registry }) {
  const { counts, health } = registry
  return (
    <tr>
      <td className="md:min-w-52">
        <AppLink href={registryHref(registry.name)} className="font-medium hover:underline">
          {registry.name}
        </AppLink>
        <div className="font-mono text-xs text-muted">{registry.url}</div>
        <div className="mt-1 md:hidden">
          <SyncCell registry={registry} />
        </div>
        {health.state === 'failing' && (
          <p className="mt-0.5 max-w-md text-xs text-danger">{health.message}</p>
        )}
        {registry.vanishAlert && (
          <p className="mt-0.5 max-w-md text-xs text-danger">
            {registry.vanishAlert.missing.toLocaleString('en')} of{' '}
            {registry.vanishAlert.known.toLocaleString('en')} repositories are gone at once; nothing is
            removed.
          </p>
        )}
      </td>
      <td>
        <HealthBadge health={health} />
      </td>
      <td className="num max-xl:hidden">{counts.namespaces.toLocaleString('en')}</td>
      <td className="num max-md:hidden">{counts.repositories.toLocaleString('en')}</td>
      <td className="num max-md:hidden">{counts.tags.toLocaleString('en')}</td>
      <td className="num max-lg:hidden">
        <ByteSize bytes={registry.storedBytes} />
      </td>
      <td className="max-md:hidden">
        <SyncCell registry={registry} />
      </td>
      <td className="text-right max-md:hidden">
        <SyncNow registry={registry} />
      </td>
    </tr>
  )
}
