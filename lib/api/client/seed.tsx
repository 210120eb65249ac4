import { dehydrate, QueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { SeedBoundary } from './seed-boundary'

interface SeedProps {
  /** Puts what the page already read under the keys its client components ask by. */
  fill: (client: QueryClient) => void
  children: ReactNode
}

/** Hands a page's data to the browser's query cache, so the first paint asks the API nothing. */
export function Seed({ fill, children }: SeedProps) {
  const client = new QueryClient()
  fill(client)
  return <SeedBoundary state={dehydrate(client)}>{children}</SeedBoundary>
}
