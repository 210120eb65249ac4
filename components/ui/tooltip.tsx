'use client'

import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactNode } from 'react'
import type { AnchoredProps } from './use-anchored'

interface TooltipProps extends AnchoredProps {
  /** Words only; what must be read belongs on the page. */
  label: ReactNode
}

/** A word about an element of the caller's. Import it `onDemand`: it is heavy. */
export function Tooltip({ anchor, onClose, label }: TooltipProps) {
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} sideOffset={6} className="pointer-events-none z-60">
          <Base.Popup className="max-w-72 rounded-md bg-invert px-2 py-1 text-xs text-invert-ink shadow-float transition-opacity delay-150 duration-100 data-starting-style:opacity-0">
            {label}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
