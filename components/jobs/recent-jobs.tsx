'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { ACTIVITY } from '@/components/shell/addresses'
import { AppLink } from '@/components/ui/link'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { JobTable } from './job-table'
import { jobQueries } from './queries'

const SHOWN_MAX = 6

/** The latest background work, as a look into Activity. Not there at all while nothing has run. */
export function RecentJobs() {
  const { data, error } = useInfiniteQuery(jobQueries.list())
  const jobs = data?.pages[0]?.items.slice(0, SHOWN_MAX) ?? []
  if (error && jobs.length === 0) return <ProblemNotice error={error} />
  if (jobs.length === 0) return null

  return (
    <Panel>
      <PanelHeader
        title="Recent activity"
        actions={
          <AppLink href={ACTIVITY} className="text-link text-xs">
            All activity
          </AppLink>
        }
      />
      <JobTable jobs={jobs} label="Recent activity" />
    </Panel>
  )
}
