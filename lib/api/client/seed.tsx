import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'

interface SeedProps {
  /** Puts what the page already read under the keys its client components ask by. */
  fill: (client: QueryClient) => void
  children: ReactNode
}

/** Hands a page's data to the browser's query cache, so the first paint asks the API nothing. */
export function Seed({ fill, children }: SeedProps) {
  const client = new QueryClient()
  fill(client)
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>
}
