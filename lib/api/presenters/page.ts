import 'server-only'
import type { Page } from '@/lib/core/paging'

/** A page with each row shaped for the wire. */
export function presentPage<R, T>(page: Page<R>, present: (row: R) => T) {
  return { items: page.items.map(present), nextCursor: page.nextCursor, total: page.total }
}

/** -1 is how the index writes “unknown” where it sorts. */
export function known(value: number): number | null {
  return value < 0 ? null : value
}
