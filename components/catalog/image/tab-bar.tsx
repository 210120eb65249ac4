import { cx } from '../../ui/cx'
import { AppLink } from '../../ui/link'
import { type ImageTab, TAB_LABELS } from './tabs'

interface TabBarProps {
  tabs: readonly ImageTab[]
  current: ImageTab
  hrefOf: (tab: ImageTab) => string
  counts: Partial<Readonly<Record<ImageTab, number>>>
}

/** Tabs with an address each; they work before any script has come. */
export function TabBar({ tabs, current, hrefOf, counts }: TabBarProps) {
  return (
    <nav
      aria-label="Views"
      className="flex gap-1 overflow-x-auto border-b border-line [scrollbar-width:none]"
    >
      {tabs.map((tab) => (
        <AppLink
          key={tab}
          href={hrefOf(tab)}
          scroll={false}
          aria-current={tab === current ? 'page' : undefined}
          className={cx(
            '-mb-px flex h-9 items-center border-b-2 px-2.5 font-medium whitespace-nowrap -outline-offset-2',
            tab === current ? 'border-gold text-ink' : 'border-transparent text-muted hover:text-ink',
          )}
        >
          {TAB_LABELS[tab]}
          {counts[tab] !== undefined && (
            <span className="ml-1.5 text-xs text-faint tabular-nums">{counts[tab].toLocaleString('en')}</span>
          )}
        </AppLink>
      ))}
    </nav>
  )
}
