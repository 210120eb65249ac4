'use client'

import type { ReactNode } from 'react'
import { ToastCorner } from '@/components/ui/toast-corner'
import { QueryProvider } from '@/lib/api/client/query-provider'

/** What every page needs in the browser: the query cache and the toast corner. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <QueryProvider>
      {children}
      <ToastCorner />
    </QueryProvider>
  )
}
