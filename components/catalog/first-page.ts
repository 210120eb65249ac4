import type { InfiniteData } from '@tanstack/react-query'

/** The first page of a list that goes on, as the browser's cache holds it. */
export function firstPageOf<P>(page: P): InfiniteData<P, string | null> {
  return { pages: [page], pageParams: [null] }
}
