'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Activity, SearchX } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { EmptyState } from '@/components/ui/empty-state'
import { FailedState } from '@/components/ui/failed-state'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { SkeletonRows } from '@/components/ui/skeleton'
import type { JobFilter } from './job-list-query'
import { JobTable } from './job-table'
import { jobQueries } from './queries'

interface JobPanelProps {
  title: string
  filter: JobFilter
  /** Not there at all while it has nothing to show. */
  isQuietWhenEmpty?: boolean
  isFiltered?: boolean
  onClear?: () => void
}

/** One list of jobs, newest first, live. */
export function JobPanel({
  title,
  filter,
  isQuietWhenEmpty = false,
  isFiltered = false,
  onClear,
}: JobPanelProps) {
  const query = useInfiniteQuery({ ...jobQueries.list(filter), placeholderData: keepPreviousData })
  const { data, error } = query
  const jobs = data?.pages.flatMap((page) => page.items) ?? []
  const total = data?.pages[0]?.total ?? 0
  if (isQuietWhenEmpty && jobs.length === 0 && !error) return null

  return (
    <div className="flex flex-col gap-2">
      {data && error && <ProblemNotice error={error} />}
      <Panel aria-busy={query.isPlaceholderData} className={cx(query.isPlaceholderData && 'opacity-60')}>
        <PanelHeader
          title={title}
          {...(data && { description: `${total.toLocaleString('en')} ${total === 1 ? 'job' : 'jobs'}` })}
        />
        {!data && !error && <SkeletonRows rows={6} columns={5} />}
        {!data && error && <FailedState title="The jobs could not be loaded" query={query} />}
        {data && jobs.length === 0 && <NoJobs isFiltered={isFiltered} onClear={onClear} />}
        {jobs.length > 0 && <JobTable jobs={jobs} label={title} />}
      </Panel>
      {query.hasNextPage && (
        <div className="flex items-center justify-between text-xs text-muted">
          <span>
            {jobs.length.toLocaleString('en')} of {total.toLocaleString('en')}
          </span>
          <Button size="sm" isPending={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            Show older jobs
          </Button>
        </div>
      )}
    </div>
  )
}

function NoJobs({ isFiltered, onClear }: { isFiltered: boolean; onClear: (() => void) | undefined }) {
  if (isFiltered) {
    return (
      <EmptyState
        icon={<SearchX />}
        title="No job matches"
        actions={onClear && <Button onClick={onClear}>Clear the filter</Button>}
      >
        Jobs are kept for thirty days after their end.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<Activity />} title="Nothing has finished yet">
      Syncs of registries and repositories show here while they run, and what came of them afterwards.
    </EmptyState>
  )
}
