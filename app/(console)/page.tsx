import type { Metadata } from 'next'
import { firstPageOf } from '@/components/catalog/first-page'
import { StorageSummary } from '@/components/catalog/storage/storage-summary'
import { GoldenTiles } from '@/components/golden/golden-tiles'
import { JOB_PAGE_SIZE, jobQueries } from '@/components/jobs/queries'
import { RecentJobs } from '@/components/jobs/recent-jobs'
import { LargestPanel, NewestPanel } from '@/components/shell/overview/leading-panel'
import { Overview } from '@/components/shell/overview/overview'
import { PageFrame } from '@/components/shell/page-frame'
import { can } from '@/lib/access/rules/can'
import { Seed } from '@/lib/api/client/seed'
import { presentJobPage } from '@/lib/api/presenters/job'
import { presentStorageByNamespace } from '@/lib/api/presenters/storage'
import { listStorageByNamespace } from '@/lib/catalog/use-cases/list-storage-by-namespace'
import { listRegistries } from '@/lib/connections/use-cases/list-registries'
import { getGoldenSummary } from '@/lib/golden/use-cases/get-summary'
import { listJobs } from '@/lib/jobs/use-cases/list-jobs'
import { pageContext } from '@/lib/server/page'
import { leadingRepositories } from './leading-repositories'

/** Beyond this many registries boxes would be too small to tell anything. */
const STORAGE_REGISTRIES_MAX = 10

export const metadata: Metadata = { title: 'Overview' }

export default async function OverviewPage() {
  const ctx = await pageContext()
  const jobs = presentJobPage(await listJobs(ctx, { limit: JOB_PAGE_SIZE }))
  const registries = (await listRegistries(ctx)).map((registry) => registry.name)
  const storage = presentStorageByNamespace(
    await listStorageByNamespace(ctx, registries.slice(0, STORAGE_REGISTRIES_MAX)),
  )
  const { newest, largest } = await leadingRepositories(ctx, registries)
  const golden = can(ctx.actor, 'line:list').allowed ? await getGoldenSummary(ctx) : null
  const hasSeveralRegistries = registries.length > 1

  return (
    <PageFrame title="Overview">
      <Seed fill={(client) => client.setQueryData(jobQueries.list().queryKey, firstPageOf(jobs))}>
        <Overview />
        {golden !== null && golden.lines > 0 && <GoldenTiles summary={golden} />}
        <StorageSummary registries={storage} />
        <div className="grid gap-5 lg:grid-cols-2">
          <NewestPanel repositories={newest} hasSeveralRegistries={hasSeveralRegistries} />
          <LargestPanel repositories={largest} hasSeveralRegistries={hasSeveralRegistries} />
        </div>
        <RecentJobs />
      </Seed>
    </PageFrame>
  )
}
