import {
  Activity,
  BadgeCheck,
  Boxes,
  LayoutDashboard,
  type LucideIcon,
  ScrollText,
  Settings,
  ShieldCheck,
  Trash2,
} from 'lucide-react'

import { ACCESS, ACTIVITY, AUDIT, CLEANUP, GOLDEN, OVERVIEW, registryHref, SETTINGS } from './addresses'

export interface NavigationItem {
  readonly label: string
  readonly href: string
  readonly icon: LucideIcon
  /** Second key after `g`. */
  readonly key: string
  readonly isCurrent: boolean
}

/** Which of the main places are somebody's to read. */
export interface NavigationRights {
  readonly mayReadAudit: boolean
  readonly mayReadGolden: boolean
  readonly mayCleanUp: boolean
}

const REGISTRY_PATH = /^\/registries\/([a-z0-9-]+)/

/** The registry an address is about, or null where it is about none. */
export function registryOfPath(pathname: string): string | null {
  return REGISTRY_PATH.exec(pathname)?.[1] ?? null
}

/** The main places that one may read. Repositories appears once there is a registry to look into. */
export function navigationFor(
  pathname: string,
  registries: readonly string[],
  { mayReadAudit, mayReadGolden, mayCleanUp }: NavigationRights,
): readonly NavigationItem[] {
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
    ...(mayReadGolden
      ? [{ label: 'Golden', href: GOLDEN, icon: BadgeCheck, key: 'l', isCurrent: isIn(pathname, GOLDEN) }]
      : []),
    ...(mayCleanUp
      ? [{ label: 'Clean-up', href: CLEANUP, icon: Trash2, key: 'd', isCurrent: isIn(pathname, CLEANUP) }]
      : []),
    {
      label: 'Activity',
      href: ACTIVITY,
      icon: Activity,
      key: 'a',
      isCurrent: pathname.startsWith(ACTIVITY),
    },
    {
      label: 'Access',
      href: ACCESS,
      icon: ShieldCheck,
      key: 'c',
      isCurrent: isIn(pathname, ACCESS),
    },
    ...(mayReadAudit
      ? [{ label: 'Audit', href: AUDIT, icon: ScrollText, key: 'u', isCurrent: isIn(pathname, AUDIT) }]
      : []),
    {
      label: 'Settings',
      href: SETTINGS,
      icon: Settings,
      key: 's',
      isCurrent: pathname.startsWith(SETTINGS),
    },
  ]
}

function isIn(pathname: string, place: string): boolean {
  return pathname === place || pathname.startsWith(`${place}/`)
}
