import { type DehydratedState, dehydrate, type InfiniteData, QueryClient } from '@tanstack/react-query'

/** What a page has read for its first paint, in the form the browser's cache takes over. */
export function seed(fill: (cache: QueryClient) => void): DehydratedState {
  const cache = new QueryClient()
  fill(cache)
  return dehydrate(cache)
}

/** The first page of a list that goes on. */
export function firstPageOf<P>(page: P): InfiniteData<P, string | null> {
  return { pages: [page], pageParams: [null] }
}
