'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { cx } from './cx'
import { AppLink } from './link'

interface TabLinksProps {
  label: string
  items: readonly TabLink[]
}

interface TabLink {
  href: string
  label: ReactNode
  count?: number | undefined
  /** Not also current on the pages below it. */
  isExact?: boolean
  /** Addresses elsewhere whose pages belong to it. */
  holds?: readonly string[]
}

/** Tabs that are pages: each has its address. */
export function TabLinks({ label, items }: TabLinksProps) {
  const pathname = usePathname()
  return (
    <nav
      aria-label={label}
      className="flex gap-1 overflow-x-auto border-b border-line [scrollbar-width:none]"
    >
      {items.map((item) => {
        const isCurrent = isAt(pathname, item)
        return (
          <AppLink
            key={item.href}
            href={item.href}
            aria-current={isCurrent ? 'page' : undefined}
            className={cx(
              '-mb-px flex h-9 items-center border-b-2 px-2.5 font-medium whitespace-nowrap -outline-offset-2',
              isCurrent ? 'border-gold text-ink' : 'border-transparent text-muted hover:text-ink',
            )}
          >
            {item.label}
            {item.count !== undefined && (
              <span className="ml-1.5 text-xs text-faint">{item.count.toLocaleString('en')}</span>
            )}
          </AppLink>
        )
      })}
    </nav>
  )
}

function isAt(pathname: string, { href, isExact = false, holds = [] }: TabLink): boolean {
  const places = isExact ? holds : [href, ...holds]
  return pathname === href || places.some((place) => pathname.startsWith(`${place}/`))
}
