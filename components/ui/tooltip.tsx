'use client'

import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ComponentProps, ReactNode } from 'react'

interface TooltipProps {
  /** Words only; what must be read belongs on the page. */
  label: ReactNode
  side?: 'top' | 'right' | 'bottom' | 'left'
  /** The element it speaks of; takes focus, so the keyboard finds it too. */
  children: ComponentProps<typeof Base.Trigger>['render']
}

export function Tooltip({ label, side = 'top', children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} delay={350} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className="z-60">
          <Base.Popup className="max-w-72 rounded-md bg-invert px-2 py-1 text-xs text-invert-ink shadow-float transition-opacity duration-100 data-starting-style:opacity-0 data-ending-style:opacity-0">
            {label}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
