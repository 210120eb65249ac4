'use client'

import { Menu as Base } from '@base-ui/react/menu'
import type { ReactNode } from 'react'
import { cx } from './cx'
import { FLOAT } from './float-style'
import { isPressOf } from './is-press-of'
import { AppLink } from './link'
import type { AnchoredProps } from './use-anchored'

interface MenuProps extends AnchoredProps {
  label: string
  align?: 'start' | 'end'
  side?: 'bottom' | 'top'
  className?: string
  children: ReactNode
}

/** A menu hung on a button of the caller's. Import it in a file that is loaded `onDemand`: it is heavy. */
export function Menu(props: MenuProps) {
  const { anchor, onClose, label, align = 'end', side = 'bottom', className, children } = props
  return (
    <Base.Root open onOpenChange={(isOpen, { event }) => !isOpen && !isPressOf(event, anchor) && onClose()}>
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          side={side}
          align={align}
          sideOffset={4}
          className="z-50 outline-none"
        >
          <Base.Popup aria-label={label} finalFocus={() => anchor} className={cx(FLOAT, MENU, className)}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** Never longer than the room there is; what does not fit is scrolled to. */
const MENU =
  'max-h-(--available-height) min-w-44 max-w-[calc(100vw-24px)] overflow-y-auto overscroll-contain p-1'

const ITEM = [
  'flex min-h-8 w-full cursor-default select-none items-center gap-2.5 rounded-sm px-2 py-1 text-sm outline-none',
  'data-highlighted:bg-hover data-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-faint',
].join(' ')

interface MenuItemProps {
  icon?: ReactNode
  tone?: 'neutral' | 'danger'
  /** Said under the label when the item cannot be used. */
  disabledReason?: string | null | undefined
  onClick?: () => void
  children: ReactNode
}

export function MenuItem({ icon, tone = 'neutral', disabledReason, onClick, children }: MenuItemProps) {
  return (
    <Base.Item
      disabled={Boolean(disabledReason)}
      {...(onClick && { onClick })}
      className={cx(ITEM, tone === 'danger' && 'text-danger [&_svg]:text-danger')}
    >
      {icon}
      <span className="min-w-0 flex-1">
        {children}
        {disabledReason && <span className="block text-xs text-muted">{disabledReason}</span>}
      </span>
    </Base.Item>
  )
}

export function MenuLink({ href, icon, children }: { href: string; icon?: ReactNode; children: ReactNode }) {
  return (
    <Base.LinkItem render={<AppLink href={href} />} closeOnClick className={ITEM}>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
    </Base.LinkItem>
  )
}

export function MenuSeparator() {
  return <Base.Separator className="-mx-1 my-1 h-px bg-line" />
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <div className="px-2 pt-1.5 pb-1 text-xs text-faint">{children}</div>
}

interface MenuChoiceProps<Value extends string> {
  label: string
  value: Value
  onChange: (value: Value) => void
  options: readonly { value: Value; label: string; icon?: ReactNode }[]
}

/** A choice of one among a few inside a menu. */
export function MenuChoice<Value extends string>(props: MenuChoiceProps<Value>) {
  const { label, value, onChange, options } = props
  return (
    <Base.RadioGroup value={value} onValueChange={(next: Value) => onChange(next)} aria-label={label}>
      <MenuLabel>{label}</MenuLabel>
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} className={ITEM}>
          {option.icon}
          <span className="flex-1">{option.label}</span>
          <Base.RadioItemIndicator className="text-xs text-gold-ink">✓</Base.RadioItemIndicator>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  )
}
