import type { Metadata } from 'next'
import { RecentJobs } from '@/components/jobs/recent-jobs'
import { Overview } from '@/components/settings/overview'
import { PageFrame } from '@/components/shell/page-frame'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Overview' }

export default async function OverviewPage() {
  await pageContext()
  return (
    <PageFrame title="Overview">
      <Overview />
      <RecentJobs />
    </PageFrame>
  )
}
