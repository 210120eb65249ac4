'use client'

import { NuqsAdapter } from 'nuqs/adapters/next/app'
import type { ReactNode } from 'react'
import { ToastCorner } from '@/components/ui/toast-corner'
import { QueryProvider } from '@/lib/api/client/query-provider'

/** What every page needs in the browser: the query cache, state in the address and the toast corner. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <QueryProvider>
      <NuqsAdapter>{children}</NuqsAdapter>
      <ToastCorner />
    </QueryProvider>
  )
}
