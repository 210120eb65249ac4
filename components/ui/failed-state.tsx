'use client'

import { RotateCw, TriangleAlert } from 'lucide-react'
import { Button } from './button'
import { describeError } from './describe-error'

interface FailedStateProps {
  /** What could not be done: “The tags could not be loaded”. */
  title: string
  /** What failed, and can be asked again. */
  query: { error: unknown; refetch: () => unknown; isFetching: boolean }
}

/** What went wrong, in words, with its code and request id, and a way to try again. */
export function FailedState({ title, query }: FailedStateProps) {
  const problem = describeError(query.error)
  return (
    <div role="alert" className="flex flex-col items-center px-6 py-12 text-center">
      <div className="mb-3 flex size-10 items-center justify-center rounded-lg bg-danger-soft text-danger">
        <TriangleAlert aria-hidden="true" className="size-5" />
      </div>
      <p className="font-semibold">{title}</p>
      <p className="mt-1 max-w-lg text-balance wrap-anywhere text-muted">{problem.detail}</p>
      <p className="mt-2 font-mono text-xs text-faint">
        {problem.code}
        {problem.requestId && ` · ${problem.requestId}`}
      </p>
      <Button
        className="mt-4"
        icon={<RotateCw className="size-3.5" />}
        isPending={query.isFetching}
        onClick={() => query.refetch()}
      >
        Try again
      </Button>
    </div>
  )
}
