'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from './icon-button'
import { BACKDROP } from './modal-style'

interface DrawerWindowProps {
  isOpen: boolean
  onClose: () => void
  title: ReactNode
  description?: ReactNode
  /** Buttons beside the one that closes. */
  actions?: ReactNode
  children: ReactNode
}

/** One thing of a list, from the right edge, with the list still in sight. Import it `onDemand`: it is heavy. */
export function DrawerWindow({ isOpen, onClose, title, description, actions, children }: DrawerWindowProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={BACKDROP} />
        <Base.Popup className="fixed inset-y-0 right-0 z-50 flex w-[560px] max-w-[100vw] flex-col border-l border-line bg-raised text-ink shadow-modal outline-none transition-transform duration-200 data-ending-style:translate-x-full data-starting-style:translate-x-full">
          <header className="flex items-start gap-2 border-b border-line px-5 py-3">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-lg font-semibold wrap-anywhere">{title}</Base.Title>
              {description && (
                <Base.Description className="text-muted wrap-anywhere">{description}</Base.Description>
              )}
            </div>
            {actions}
            <Base.Close render={<IconButton label="Close" className="-mr-2" />}>
              <X />
            </Base.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
