'use client'

import { Popover as Base } from '@base-ui/react/popover'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx'
import { FLOAT } from './float-style'

interface PopoverProps {
  trigger: ComponentProps<typeof Base.Trigger>['render']
  title?: ReactNode
  align?: 'start' | 'center' | 'end'
  className?: string
  children: ReactNode
}

/** A small panel at a button: more facts, or a short form. */
export function Popover({ trigger, title, align = 'start', className, children }: PopoverProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={6} className="z-50 outline-none">
          <Base.Popup className={cx(FLOAT, 'w-80 max-w-[calc(100vw-24px)] p-3', className)}>
            {title && <Base.Title className="mb-2 font-semibold">{title}</Base.Title>}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
