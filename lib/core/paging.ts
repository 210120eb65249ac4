export const PAGE_LIMIT_MAX = 200
export const PAGE_LIMIT_DEFAULT = 50

export interface PageRequest {
  /** 1..200 rows. */
  readonly limit: number
  /** Opaque, as the previous page gave it. */
  readonly cursor?: string | undefined
}

export interface Page<T> {
  readonly items: readonly T[]
  /** Absent after the last page. */
  readonly nextCursor: string | null
  /** Rows that match over all pages. */
  readonly total: number
}
