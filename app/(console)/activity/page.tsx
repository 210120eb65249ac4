import type { Metadata } from 'next'
import { firstPageOf } from '@/components/catalog/first-page'
import { ActivityTabs } from '@/components/jobs/activity-tabs'
import { jobFilterState, shownLists } from '@/components/jobs/job-filter'
import { JobList } from '@/components/jobs/job-list'
import { type JobFilter, jobListQuery } from '@/components/jobs/job-list-query'
import { JOB_PAGE_SIZE, jobQueries } from '@/components/jobs/queries'
import { PageFrame } from '@/components/shell/page-frame'
import { searchOf } from '@/components/ui/address-state'
import type { Context } from '@/lib/access/context'
import { Seed } from '@/lib/api/client/seed'
import { contracts } from '@/lib/api/contracts'
import { presentJobPage } from '@/lib/api/presenters/job'
import { listJobs } from '@/lib/jobs/use-cases/list-jobs'
import { pageContext } from '@/lib/server/page'
import { problemCodeOf } from '@/lib/server/problem'

export const metadata: Metadata = { title: 'Activity' }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function ActivityPage({ searchParams }: Props) {
  const ctx = await pageContext()
  const filter = jobFilterState.read(searchOf(await searchParams))
  const lists = await Promise.all(
    shownLists(filter).map(async (shown) => ({ shown, page: await readList(ctx, shown) })),
  )
  return (
    <PageFrame title="Activity" meta="What Assay does in the background: under way first, then newest first.">
      <ActivityTabs />
      <Seed
        fill={(client) => {
          for (const { shown, page } of lists) {
            if (page) client.setQueryData(jobQueries.list(shown).queryKey, firstPageOf(page))
          }
        }}
      >
        <JobList />
      </Seed>
    </PageFrame>
  )
}

async function readList(ctx: Context, filter: JobFilter) {
  const query = contracts.listJobs.query.safeParse({ ...jobListQuery(filter), limit: String(JOB_PAGE_SIZE) })
  if (!query.success) return undefined
  try {
    return presentJobPage(await listJobs(ctx, query.data))
  } catch (error) {
    // A registry that is not there, or not theirs: the list itself says so.
    if (problemCodeOf(error) === 'not-found') return undefined
    throw error
  }
}
