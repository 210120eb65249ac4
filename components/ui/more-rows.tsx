'use client'
import { Button } from './button'
import { ProblemNotice } from './problem-notice'
import { Spinner } from './spinner'

interface MoreRowsProps {
  query: {
    data: unknown
    error: unknown
    hasNextPage: boolean
    isFetchingNextPage: boolean
    fetchNextPage: () => unknown
  }
  /** “tags” */
  what: string
}

/** The foot of a list that loads as one scrolls: what is on the way, or why no more came. */
export function MoreRows({ query, what }: MoreRowsProps) {
  if (query.isFetchingNextPage) {
    return (
      <p
        role="status"
        className="flex items-center justify-center gap-2 border-t border-line py-3 text-muted"
      >
        <Spinner /> Loading more {what}
      </p>
    )
  }
  if (query.data !== undefined && query.error) {
    return (
      <div className="flex flex-wrap items-center gap-3 border-t border-line p-3">
        <ProblemNotice error={query.error} className="flex-1" />
        <Button onClick={() => query.fetchNextPage()}>Try again</Button>
      </div>
    )
  }
  if (!query.hasNextPage) return null
  return (
    <div className="border-t border-line p-2 text-center">
      <Button variant="ghost" onClick={() => query.fetchNextPage()}>
        Load more {what}
      </Button>
    </div>
  )
}
