'use client'

import { Check, ChevronsUpDown, LayoutDashboard, Plus } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { HealthDot } from '@/components/settings/health'
import { Menu, MenuLabel, MenuLink, MenuSeparator } from '@/components/ui/menu'
import { OVERVIEW, registryHref, SETTINGS_NEW_REGISTRY } from './addresses'
import { registryOfPath } from './navigation'
import { useRegistries } from './use-registries'

/** Which registry is being looked at, and the way to the others. */
export function RegistrySwitcher() {
  const { items, can } = useRegistries()
  const name = registryOfPath(usePathname())
  const current = items.find((registry) => registry.name === name)

  return (
    <Menu
      align="start"
      className="w-(--anchor-width)"
      trigger={
        <button
          type="button"
          aria-label={`Registry: ${current?.name ?? 'all'}. Switch`}
          className="flex h-8 w-full items-center gap-2 rounded-md px-2.5 text-left font-medium hover:bg-hover data-popup-open:bg-hover"
        >
          {current ? (
            <HealthDot health={current.health} />
          ) : (
            <LayoutDashboard aria-hidden="true" className="size-3.5 text-faint" />
          )}
          <span className="min-w-0 flex-1 truncate">{current?.name ?? 'All registries'}</span>
          <ChevronsUpDown aria-hidden="true" className="size-3.5 text-faint" />
        </button>
      }
    >
      <MenuLink href={OVERVIEW} icon={<LayoutDashboard />}>
        All registries
      </MenuLink>
      <MenuSeparator />
      <MenuLabel>Registries</MenuLabel>
      {items.map((registry) => (
        <MenuLink
          key={registry.id}
          href={registryHref(registry.name)}
          icon={<HealthDot health={registry.health} />}
        >
          <span className="flex items-center gap-2">
            <span className="min-w-0 flex-1 truncate">{registry.name}</span>
            {registry.name === name && <Check aria-label="current" />}
          </span>
        </MenuLink>
      ))}
      {can.create.allowed && (
        <>
          <MenuSeparator />
          <MenuLink href={SETTINGS_NEW_REGISTRY} icon={<Plus />}>
            Add a registry
          </MenuLink>
        </>
      )}
    </Menu>
  )
}
