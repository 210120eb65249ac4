import type { QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { firstPageOf } from '@/components/catalog/first-page'
import { garbageState } from '@/components/cleanup/storage/garbage-state'
import { GarbageView } from '@/components/cleanup/storage/garbage-view'
import { danglingQuery, garbageQueries } from '@/components/cleanup/storage/queries'
import { PageFrame } from '@/components/shell/page-frame'
import { searchOf } from '@/components/ui/address-state'
import { EmptyState } from '@/components/ui/empty-state'
import { Seed } from '@/lib/api/client/seed'
import { contracts } from '@/lib/api/contracts'
import { presentDangling, presentGarbage, presentVerification } from '@/lib/api/presenters/garbage'
import { getDanglingSummary } from '@/lib/cleanup/use-cases/get-dangling-summary'
import { getVerification } from '@/lib/cleanup/use-cases/get-verification'
import { listDangling } from '@/lib/cleanup/use-cases/list-dangling'
import { listRegistries } from '@/lib/connections/use-cases/list-registries'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Reclaimable storage' }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function GarbagePage({ searchParams }: Props) {
  const ctx = await pageContext()
  const filter = garbageState.read(searchOf(await searchParams))
  const registries = (await listRegistries(ctx)).map(({ name }) => name)
  const registry = registries.find((name) => name === filter.registry) ?? registries[0]
  const frame = {
    title: 'Reclaimable storage',
    meta: 'What nothing needs, how it is freed, and whether all else is still there.',
  }
  if (registry === undefined) {
    return (
      <PageFrame {...frame}>
        <EmptyState title="No registry is connected yet" />
      </PageFrame>
    )
  }
  const asked = contracts.listDangling.query.safeParse(danglingQuery(filter.repository))
  const page = asked.success ? await listDangling(ctx, { registry, ...asked.data }) : undefined
  const summary = presentGarbage(await getDanglingSummary(ctx, { registry }))
  const verification = presentVerification(await getVerification(ctx, { registry }))

  const fill = (cache: QueryClient) => {
    cache.setQueryData(garbageQueries.summary(registry).queryKey, summary)
    cache.setQueryData(garbageQueries.verification(registry).queryKey, verification)
    const { queryKey } = garbageQueries.dangling(registry, filter.repository)
    if (page) cache.setQueryData(queryKey, firstPageOf(presentDangling(page)))
  }
  return (
    <PageFrame {...frame}>
      <Seed fill={fill}>
        <GarbageView registries={registries} />
      </Seed>
    </PageFrame>
  )
}
