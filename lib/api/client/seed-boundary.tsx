'use client'

import { type DehydratedState, HydrationBoundary, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'

/** What a page seeds, except where more of a list is loaded already: its first page alone would lose the rest. */
export function SeedBoundary({ state, children }: { state: DehydratedState; children: ReactNode }) {
  const client = useQueryClient()
  const seeds = useMemo(() => {
    const isShort = ({ queryKey }: DehydratedState['queries'][number]) =>
      !hasMorePages(client.getQueryData(queryKey))
    return { ...state, queries: state.queries.filter(isShort) }
  }, [client, state])
  return <HydrationBoundary state={seeds}>{children}</HydrationBoundary>
}

function hasMorePages(data: unknown): boolean {
  if (typeof data !== 'object' || data === null || !('pages' in data)) return false
  return Array.isArray(data.pages) && data.pages.length > 1
}
