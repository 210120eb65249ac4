'use client'

import dynamic from 'next/dynamic'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import type { ReactNode } from 'react'
import { QueryProvider } from '@/lib/api/client/query-provider'

const ToastRegion = dynamic(
  () => import('@/components/ui/toast-region').then((module) => module.ToastRegion),
  {
    ssr: false,
  },
)

/** What every page needs in the browser: the query cache, state in the address and the toast corner. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <QueryProvider>
      <NuqsAdapter>{children}</NuqsAdapter>
      <ToastRegion />
    </QueryProvider>
  )
}
