'use client'

import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

export interface TabItem {
  readonly value: string
  readonly label: ReactNode
  /** A number after the label. */
  readonly count?: number
  readonly content: ReactNode
}

interface TabsProps {
  /** What the tabs choose between, for assistive technology. */
  label: string
  items: readonly TabItem[]
  value: string
  onValueChange: (value: string) => void
}

/** Panels in one place, one seen at a time. For panels with their own address use `TabLinks`. */
export function Tabs({ label, items, value, onValueChange }: TabsProps) {
  return (
    <Base.Root value={value} onValueChange={(next: string) => onValueChange(next)}>
      <Base.List
        aria-label={label}
        className="relative flex gap-1 overflow-x-auto border-b border-line [scrollbar-width:none]"
      >
        {items.map((item) => (
          <Base.Tab
            key={item.value}
            value={item.value}
            className="h-9 px-2.5 font-medium whitespace-nowrap text-muted -outline-offset-2 hover:text-ink data-active:text-ink"
          >
            {item.label}
            {item.count !== undefined && (
              <span className="ml-1.5 text-xs text-faint">{item.count.toLocaleString('en')}</span>
            )}
          </Base.Tab>
        ))}
        <Base.Indicator className="absolute bottom-0 left-(--active-tab-left) h-0.5 w-(--active-tab-width) bg-gold transition-all duration-150" />
      </Base.List>
      {items.map((item) => (
        <Base.Panel key={item.value} value={item.value} className="pt-4 outline-offset-4">
          {item.content}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}
