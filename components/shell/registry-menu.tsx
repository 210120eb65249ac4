'use client'

import { Check, LayoutDashboard, Plus } from 'lucide-react'
import { HealthDot } from '@/components/settings/health'
import { Menu, MenuLabel, MenuLink, MenuSeparator } from '@/components/ui/menu'
import type { AnchoredProps } from '@/components/ui/use-anchored'
import { OVERVIEW, registryHref, SETTINGS_NEW_REGISTRY } from './addresses'
import { useRegistries } from './use-registries'

/** All registries, to go to one. */
export function RegistryMenu({ anchor, onClose, current }: AnchoredProps & { current: string | undefined }) {
  const { items, can } = useRegistries()

  return (
    <Menu
      anchor={anchor}
      onClose={onClose}
      label="Registries"
      align="start"
      className="max-h-(--available-height) w-(--anchor-width) overflow-y-auto"
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
            {registry.name === current && <Check aria-label="current" />}
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
