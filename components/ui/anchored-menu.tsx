'use client'

import { Menu as Base } from '@base-ui/react/menu'
import type { ReactNode } from 'react'
import { cx } from './cx'
import { FLOAT } from './float-style'

interface AnchoredMenuProps {
  /** The button it hangs on and gives the focus back to. */
  anchor: HTMLElement
  onClose: () => void
  label: string
  className?: string
  children: ReactNode
}

/** A menu that is loaded when somebody asks for it: the button is the caller's, the menu only hangs on it. */
export function AnchoredMenu({ anchor, onClose, label, className, children }: AnchoredMenuProps) {
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          side="bottom"
          align="end"
          sideOffset={4}
          className="z-50 outline-none"
        >
          <Base.Popup
            aria-label={label}
            finalFocus={() => anchor}
            className={cx(FLOAT, 'min-w-44 max-w-[calc(100vw-24px)] p-1', className)}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
