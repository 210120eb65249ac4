'use client'

import { ChevronsUpDown, LayoutDashboard } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { Suspense } from 'react'
import { HealthDot } from '@/components/settings/health'
import { onDemand } from '@/components/ui/on-demand'
import { useAnchored } from '@/components/ui/use-anchored'
import { registryOfPath } from './navigation'
import { useRegistries } from './use-registries'

const RegistryMenu = onDemand(() => import('./registry-menu').then((module) => module.RegistryMenu))

/** Which registry is being looked at, and the way to the others. */
export function RegistrySwitcher() {
  const { items } = useRegistries()
  const { anchor, close, button } = useAnchored('menu', RegistryMenu)
  const name = registryOfPath(usePathname())
  const current = items.find((registry) => registry.name === name)

  return (
    <>
      <button
        {...button}
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
      <Suspense>
        {anchor && <RegistryMenu anchor={anchor} onClose={close} current={current?.name} />}
      </Suspense>
    </>
  )
}
