'use client'

import { Popover as Base } from '@base-ui/react/popover'
import type { ReactNode } from 'react'
import { cx } from './cx'
import { FLOAT } from './float-style'
import { isPressOf } from './is-press-of'
import type { AnchoredProps } from './use-anchored'

interface PopoverProps extends AnchoredProps {
  title: ReactNode
  className?: string
  children: ReactNode
}

/** A small panel hung on a button of the caller's. Import it in a file that is loaded `onDemand`: it is heavy. */
export function Popover({ anchor, onClose, title, className, children }: PopoverProps) {
  return (
    <Base.Root open onOpenChange={(isOpen, { event }) => !isOpen && !isPressOf(event, anchor) && onClose()}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} align="start" sideOffset={6} className="z-50 outline-none">
          <Base.Popup
            finalFocus={() => anchor}
            className={cx(
              FLOAT,
              'flex max-h-[min(420px,70vh)] w-96 max-w-[calc(100vw-24px)] flex-col',
              className,
            )}
          >
            <Base.Title className="border-b border-line px-3 py-2 font-semibold">{title}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
