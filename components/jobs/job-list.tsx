'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { Activity } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { FailedState } from '@/components/ui/failed-state'
import { Panel } from '@/components/ui/panel'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { SkeletonRows } from '@/components/ui/skeleton'
import { JobTable } from './job-table'
import { jobQueries } from './queries'

/** Background work, newest first, live while any is under way. */
export function JobList() {
  const { data, error, refetch, isFetching, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(jobQueries.list())
  const jobs = data?.pages.flatMap((page) => page.items) ?? []
  const total = data?.pages[0]?.total ?? 0

  if (!data) {
    return (
      <Panel>
        {error ? (
          <FailedState
            title="The jobs could not be loaded"
            error={error}
            onRetry={() => refetch()}
            isRetrying={isFetching}
          />
        ) : (
          <SkeletonRows rows={6} columns={5} />
        )}
      </Panel>
    )
  }
  return (
    <div className="flex flex-col gap-3">
      {error && <ProblemNotice error={error} />}
      <Panel>
        {jobs.length === 0 ? (
          <EmptyState icon={<Activity />} title="Nothing has run yet">
            Syncs of registries and repositories show here while they run, and what came of them afterwards.
          </EmptyState>
        ) : (
          <JobTable jobs={jobs} label="Jobs" />
        )}
      </Panel>
      {jobs.length > 0 && (
        <div className="flex items-center justify-between text-xs text-muted">
          <span>
            {jobs.length.toLocaleString('en')} of {total.toLocaleString('en')}
          </span>
          {hasNextPage && (
            <Button size="sm" isPending={isFetchingNextPage} onClick={() => fetchNextPage()}>
              Show older jobs
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
