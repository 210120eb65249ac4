'use client'

import { Menu, Search } from 'lucide-react'
import { IconButton } from '@/components/ui/icon-button'
import { AppLink } from '@/components/ui/link'
import { OVERVIEW } from './addresses'
import { LogoMark } from './logo'
import { useOverlays } from './overlay-context'

/** What stands in for the sidebar on a narrow screen. */
export function TopBar() {
  const { open } = useOverlays()
  return (
    <header className="sticky top-0 z-20 flex h-header items-center gap-2 border-b border-line bg-canvas px-2 lg:hidden print:hidden!">
      <IconButton label="Open navigation" onClick={() => open('drawer')}>
        <Menu />
      </IconButton>
      <AppLink href={OVERVIEW} className="flex flex-1 items-center gap-2 font-semibold">
        <LogoMark className="size-5" />
        Assay
      </AppLink>
      <IconButton label="Search" onClick={() => open('palette')}>
        <Search />
      </IconButton>
    </header>
  )
}
