import type { Metadata } from 'next'
import { JobList } from '@/components/jobs/job-list'
import { PageFrame } from '@/components/shell/page-frame'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Activity' }

export default async function ActivityPage() {
  await pageContext()
  return (
    <PageFrame title="Activity" meta="Background work of the last while, newest first.">
      <JobList />
    </PageFrame>
  )
}
