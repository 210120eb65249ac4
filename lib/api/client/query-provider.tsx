'use client'

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { isProblem, problemOf } from './problem-error'

/** The query cache of one browser window. A session that ended anywhere leads to signing in again. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(createQueryClient)
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: signInAgain }),
    mutationCache: new MutationCache({ onError: signInAgain }),
    defaultOptions: {
      queries: { staleTime: 30_000, gcTime: 300_000, retry: mayRetry, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  })
}

/** Only what may pass by itself: no answer at all, or a server that asked us to come back. */
function mayRetry(failures: number, error: unknown): boolean {
  const { status } = problemOf(error)
  return failures < 2 && (status === 0 || status === 503 || status === 504)
}

function signInAgain(error: unknown): void {
  if (!isProblem(error, 'unauthenticated') || window.location.pathname.startsWith('/sign-in')) return
  const here = `${window.location.pathname}${window.location.search}`
  window.location.assign(`/sign-in?callbackUrl=${encodeURIComponent(here)}`)
}
