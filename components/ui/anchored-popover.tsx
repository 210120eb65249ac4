'use client'

import { Popover as Base } from '@base-ui/react/popover'
import type { ReactNode } from 'react'
import { cx } from './cx'
import { FLOAT } from './float-style'

interface AnchoredPopoverProps {
  /** The button it hangs on and gives the focus back to. */
  anchor: HTMLElement
  onClose: () => void
  title: ReactNode
  className?: string
  children: ReactNode
}

/** A small panel that is loaded when somebody asks for it: the button is the caller's, the panel only hangs on it. */
export function AnchoredPopover({ anchor, onClose, title, className, children }: AnchoredPopoverProps) {
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
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
