'use client'

import { Search } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { cx } from '@/components/ui/cx'
import { Kbd } from '@/components/ui/kbd'
import { AppLink } from '@/components/ui/link'
import { OVERVIEW } from './addresses'
import { LiveHint } from './live/live-hint'
import { LogoMark } from './logo'
import { navigationFor } from './navigation'
import { useOverlays } from './overlay-context'
import { RegistrySwitcher } from './registry-switcher'
import { SyncStatus } from './sync-status'
import { useRegistries } from './use-registries'
import { UserMenu } from './user-menu'
import { useViewer } from './viewer'

/** Where you are and where you can go; the same beside the page and in the drawer of a phone. */
export function Sidebar() {
  const { open } = useOverlays()
  const { items } = useRegistries()

  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex h-header shrink-0 items-center px-4">
        <AppLink href={OVERVIEW} className="flex items-center gap-2 rounded-sm text-lg font-semibold">
          <LogoMark />
          Assay
        </AppLink>
      </div>

      <div className="flex flex-col gap-2 px-3 pt-1 pb-3">
        {items.length > 0 && <RegistrySwitcher />}
        <button
          type="button"
          onClick={() => open('palette')}
          className="flex h-8 items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-muted shadow-control hover:border-line-strong hover:text-ink"
        >
          <Search aria-hidden="true" className="size-3.5" />
          <span className="flex-1 text-left">Search</span>
          <Kbd>Ctrl K</Kbd>
        </button>
      </div>

      <MainNavigation />

      <div className="mt-auto flex flex-col">
        <SyncStatus />
        <LiveHint />
        <div className="border-t border-line p-2">
          <UserMenu />
        </div>
      </div>
    </div>
  )
}

function MainNavigation() {
  const pathname = usePathname()
  const { items } = useRegistries()
  const places = navigationFor(
    pathname,
    items.map((registry) => registry.name),
    useViewer(),
  )

  return (
    <nav aria-label="Main" className="min-h-0 overflow-y-auto px-3">
      <ul className="flex flex-col gap-0.5">
        {places.map(({ label, href, icon: Icon, isCurrent }) => (
          <li key={label}>
            <AppLink
              href={href}
              aria-current={isCurrent ? 'page' : undefined}
              className={cx(
                'relative flex h-8 items-center gap-2.5 rounded-md px-2.5 font-medium',
                isCurrent
                  ? 'bg-selected text-ink before:absolute before:inset-y-2 before:left-0 before:w-0.5 before:rounded-full before:bg-gold'
                  : 'text-muted hover:bg-hover hover:text-ink',
              )}
            >
              <Icon aria-hidden="true" className="size-4" />
              {label}
            </AppLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
