'use client'

import { Menu as Base } from '@base-ui/react/menu'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx'
import { FLOAT } from './float-style'
import { AppLink } from './link'

/** For a menu shared by many rows: `const rows = createMenuHandle<Row>()`, a trigger a row, one `RowMenu`. */
export const createMenuHandle = Base.createHandle
export const MenuTrigger = Base.Trigger
export type MenuHandle<Payload> = ReturnType<typeof Base.createHandle<Payload>>

interface MenuProps {
  /** One element that takes a ref and props: usually an `IconButton` or `Button`. */
  trigger: ComponentProps<typeof Base.Trigger>['render']
  align?: 'start' | 'end'
  side?: 'bottom' | 'top'
  className?: string
  children: ReactNode
}

/** A button with its own menu. */
export function Menu({ trigger, align = 'end', side = 'bottom', className, children }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <MenuPopup align={align} side={side} className={className}>
        {children}
      </MenuPopup>
    </Base.Root>
  )
}

interface RowMenuProps<Row> {
  handle: MenuHandle<Row>
  children: (row: Row) => ReactNode
}

/** One menu for a whole table; `MenuTrigger handle={…} payload={row}` in each row opens it. */
export function RowMenu<Row>({ handle, children }: RowMenuProps<Row>) {
  return (
    <Base.Root handle={handle}>
      {({ payload }) => (
        <MenuPopup align="end" side="bottom">
          {payload !== undefined && children(payload)}
        </MenuPopup>
      )}
    </Base.Root>
  )
}

interface MenuPopupProps {
  align: 'start' | 'end'
  side: 'bottom' | 'top'
  className?: string | undefined
  children: ReactNode
}

function MenuPopup({ align, side, className, children }: MenuPopupProps) {
  return (
    <Base.Portal>
      <Base.Positioner side={side} align={align} sideOffset={4} className="z-50 outline-none">
        <Base.Popup className={cx(FLOAT, 'min-w-44 max-w-80 p-1', className)}>{children}</Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  )
}

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
