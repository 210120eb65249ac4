import type { Metadata } from 'next'
import { JobView } from '@/components/jobs/job-view'
import { jobTitle } from '@/components/jobs/job-words'
import { jobQueries } from '@/components/jobs/queries'
import { ACTIVITY } from '@/components/shell/addresses'
import { PageFrame } from '@/components/shell/page-frame'
import { Seed } from '@/lib/api/client/seed'
import { contracts } from '@/lib/api/contracts'
import { presentJobDetail } from '@/lib/api/presenters/job'
import { getJob } from '@/lib/jobs/use-cases/get-job'
import { orNotFound, pageContext, parseParams } from '@/lib/server/page'

interface Props {
  params: Promise<{ job: string }>
}

export const metadata: Metadata = { title: 'Job' }

export default async function JobPage({ params }: Props) {
  const ctx = await pageContext()
  const input = await parseParams(contracts.getJob.params, params)
  const job = presentJobDetail(await orNotFound(getJob(ctx, input)))
  const title = jobTitle(job)
  return (
    <PageFrame title={title} crumbs={[{ label: 'Activity', href: ACTIVITY }, { label: title }]}>
      <Seed fill={(client) => client.setQueryData(jobQueries.one(job.id).queryKey, job)}>
        <JobView id={job.id} />
      </Seed>
    </PageFrame>
  )
}
