'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useRef } from 'react'
import { cx } from './cx'
import type { DialogProps } from './dialog'
import { IconButton } from './icon-button'
import { BACKDROP, MODAL } from './modal-style'

/** The window of `Dialog`, with what holds the focus and gives it back. */
export function DialogWindow(props: DialogProps) {
  const { isOpen, onOpenChange, title, description, size = 'md', footer, children } = props
  const isTouched = useRef(false)
  return (
    <Base.Root
      open={isOpen}
      onOpenChange={(next, { reason }) => {
        // A press beside the window is easily a slip, and what was typed would be lost.
        if (reason === 'outside-press' && isTouched.current) return
        onOpenChange(next)
      }}
      onOpenChangeComplete={(isNowOpen) => {
        if (!isNowOpen) isTouched.current = false
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={BACKDROP} />
        <Base.Popup
          className={cx(MODAL, size === 'lg' ? 'max-w-[640px]' : 'max-w-[480px]')}
          onInput={() => {
            isTouched.current = true
          }}
        >
          <header className="flex items-start gap-4 px-5 pt-4 pb-2">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-lg font-semibold wrap-anywhere">{title}</Base.Title>
              {description && (
                <Base.Description className="mt-0.5 wrap-anywhere text-muted">{description}</Base.Description>
              )}
            </div>
            <Base.Close render={<IconButton label="Close" className="-mr-2" />}>
              <X />
            </Base.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-2">{children}</div>
          {footer && <footer className="flex justify-end gap-2 px-5 pt-3 pb-4">{footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
