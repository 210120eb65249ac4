import type { Metadata } from 'next'
import { ActivityView } from '@/components/catalog/history/activity-view'
import { ActivityTabs } from '@/components/jobs/activity-tabs'
import { ACTIVITY_TAGS } from '@/components/shell/addresses'
import { PageFrame } from '@/components/shell/page-frame'
import { contracts } from '@/lib/api/contracts'
import { presentActivity } from '@/lib/api/presenters/history'
import { listActivity } from '@/lib/catalog/use-cases/list-activity'
import { listRegistries } from '@/lib/connections/use-cases/list-registries'
import { orInvalid, pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Tag activity' }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function TagActivityPage({ searchParams }: Props) {
  const ctx = await pageContext()
  const query = contracts.listActivity.query.safeParse(await searchParams)
  const page = query.success ? await orInvalid(listActivity(ctx, query.data)) : undefined
  const registries = await listRegistries(ctx)
  return (
    <PageFrame title="Activity" meta="Tags created, moved and deleted in all registries, newest first.">
      <ActivityTabs />
      <ActivityView
        page={page && presentActivity(page)}
        path={ACTIVITY_TAGS}
        search={query.success ? query.data : {}}
        isEverywhere
        hasSeveralRegistries={registries.length > 1}
      />
    </PageFrame>
  )
}
