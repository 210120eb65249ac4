import type { Metadata } from 'next'
import { firstPageOf } from '@/components/catalog/first-page'
import { ActivityTabs } from '@/components/jobs/activity-tabs'
import { JobList } from '@/components/jobs/job-list'
import { JOB_PAGE_SIZE, jobQueries } from '@/components/jobs/queries'
import { PageFrame } from '@/components/shell/page-frame'
import { Seed } from '@/lib/api/client/seed'
import { presentJobPage } from '@/lib/api/presenters/job'
import { listJobs } from '@/lib/jobs/use-cases/list-jobs'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Activity' }

export default async function ActivityPage() {
  const ctx = await pageContext()
  const jobs = presentJobPage(await listJobs(ctx, { limit: JOB_PAGE_SIZE }))
  return (
    <PageFrame title="Activity" meta="Syncs of registries and repositories, newest first.">
      <ActivityTabs />
      <Seed fill={(client) => client.setQueryData(jobQueries.list().queryKey, firstPageOf(jobs))}>
        <JobList />
      </Seed>
    </PageFrame>
  )
}
