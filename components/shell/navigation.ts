import { Activity, Boxes, LayoutDashboard, type LucideIcon, Settings } from 'lucide-react'

import { ACTIVITY, OVERVIEW, registryHref, SETTINGS } from './addresses'

export interface NavigationItem {
  readonly label: string
  readonly href: string
  readonly icon: LucideIcon
  /** Second key after `g`. */
  readonly key: string
  readonly isCurrent: boolean
}

const REGISTRY_PATH = /^\/registries\/([a-z0-9-]+)/

/** The registry an address is about, or null where it is about none. */
export function registryOfPath(pathname: string): string | null {
  return REGISTRY_PATH.exec(pathname)?.[1] ?? null
}

/** The main places. Repositories appears once there is a registry to look into. */
export function navigationFor(pathname: string, registries: readonly string[]): readonly NavigationItem[] {
  const registry = registryOfPath(pathname) ?? registries[0]
  const repositories =
    registry === undefined
      ? []
      : [
          {
            label: 'Repositories',
            href: registryHref(registry),
            icon: Boxes,
            key: 'r',
            isCurrent: pathname.startsWith('/registries/'),
          },
        ]
  return [
    { label: 'Overview', href: OVERVIEW, icon: LayoutDashboard, key: 'o', isCurrent: pathname === OVERVIEW },
    ...repositories,
    {
      label: 'Activity',
      href: ACTIVITY,
      icon: Activity,
      key: 'a',
      isCurrent: pathname.startsWith(ACTIVITY),
    },
    {
      label: 'Settings',
      href: SETTINGS,
      icon: Settings,
      key: 's',
      isCurrent: pathname.startsWith(SETTINGS),
    },
  ]
}
