'use client'

import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { BACKDROP } from '@/components/ui/modal-style'
import { Sidebar } from './sidebar'

/** The sidebar from the left edge of a narrow screen. Going somewhere closes it. */
export function NavigationDrawer({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const pathname = usePathname()
  const openedAt = useRef(pathname)
  useEffect(() => {
    if (openedAt.current === pathname) return
    openedAt.current = pathname
    onClose()
  }, [pathname, onClose])

  return (
    <Dialog.Root open={isOpen} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={BACKDROP} />
        <Dialog.Popup className="fixed inset-y-0 left-0 z-50 w-[280px] max-w-[85vw] border-r border-line bg-canvas shadow-modal outline-none transition-transform duration-200 data-ending-style:-translate-x-full data-starting-style:-translate-x-full">
          <Dialog.Title className="sr-only">Navigation</Dialog.Title>
          <Dialog.Close
            render={<IconButton label="Close navigation" className="absolute top-2 right-2 z-10" />}
          >
            <X />
          </Dialog.Close>
          <Sidebar />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
