'use client'

import { ArrowRight, Box, Database, Fingerprint, Layers, type LucideIcon, Tag, Tags, Zap } from 'lucide-react'
import { cx } from '@/components/ui/cx'
import type { PaletteGroup, PaletteItem, PaletteKind } from './palette-items'

const ICONS: Record<PaletteKind, LucideIcon> = {
  repository: Box,
  tag: Tag,
  digest: Fingerprint,
  layer: Layers,
  label: Tags,
  registry: Database,
  place: ArrowRight,
  action: Zap,
}

/** The DOM id of an item: `aria-activedescendant` names it. */
export function optionId(item: PaletteItem): string {
  return `palette-${item.id.replaceAll(/[^\w.-]/g, '_')}`
}

interface PaletteListProps {
  groups: readonly PaletteGroup[]
  current: PaletteItem | undefined
  onPoint: (item: PaletteItem) => void
  onChoose: (item: PaletteItem) => void
}

/** The choices, in groups. The focus stays in the search field; arrows move through here. */
export function PaletteList({ groups, current, onPoint, onChoose }: PaletteListProps) {
  return (
    <div
      id="palette-list"
      role="listbox"
      aria-label="Results"
      tabIndex={-1}
      className="min-h-0 flex-1 overflow-y-auto p-2 empty:p-5"
    >
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a listbox
        <div key={group.title} role="group" aria-labelledby={headingId(group.title)} className="pb-1">
          <div id={headingId(group.title)} className="px-2 pt-1.5 pb-1 text-xs text-faint">
            {group.title}
          </div>
          {group.items.map((item) => (
            <Option
              key={item.id}
              item={item}
              isCurrent={item === current}
              onPoint={() => onPoint(item)}
              onChoose={() => onChoose(item)}
            />
          ))}
        </div>
      ))}
    </div>
  )
}

interface OptionProps {
  item: PaletteItem
  isCurrent: boolean
  onPoint: () => void
  onChoose: () => void
}

function Option({ item, isCurrent, onPoint, onChoose }: OptionProps) {
  const Icon = ICONS[item.kind]
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the search field, which keeps the focus
    <div
      id={optionId(item)}
      role="option"
      aria-selected={isCurrent}
      tabIndex={-1}
      onMouseMove={isCurrent ? undefined : onPoint}
      onClick={onChoose}
      className={cx(
        'flex min-h-9 cursor-pointer items-center gap-3 rounded-md px-2 max-sm:py-1.5',
        isCurrent && 'bg-selected',
      )}
    >
      <Icon aria-hidden="true" className="size-4 shrink-0 text-faint" />
      <span className="flex min-w-0 flex-1 flex-col justify-between gap-x-3 sm:flex-row sm:items-center">
        <span
          className={cx(
            'min-w-0 max-sm:line-clamp-2 max-sm:wrap-anywhere sm:truncate',
            item.kind === 'digest' && 'font-mono text-xs',
          )}
        >
          {item.label}
        </span>
        <span className="truncate text-xs text-faint sm:max-w-[45%] sm:shrink-0">{item.detail}</span>
      </span>
    </div>
  )
}

function headingId(title: string): string {
  return `palette-group-${title.replaceAll(' ', '-').toLowerCase()}`
}
