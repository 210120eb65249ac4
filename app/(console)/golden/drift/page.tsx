import type { Metadata } from 'next'
import { firstPageOf } from '@/components/catalog/first-page'
import { afterQueries, driftListQuery } from '@/components/golden/after-queries'
import { driftFilterState } from '@/components/golden/drift/drift-filter-state'
import { DriftView } from '@/components/golden/drift/drift-view'
import { searchOf } from '@/components/ui/address-state'
import { Seed } from '@/lib/api/client/seed'
import { contracts } from '@/lib/api/contracts'
import { presentDriftPage } from '@/lib/api/presenters/golden-drift'
import { listDrift } from '@/lib/golden/use-cases/drift/list-drift'
import { orInvalid, pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Drift' }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function DriftPage({ searchParams }: Props) {
  const ctx = await pageContext()
  const filter = driftFilterState.read(searchOf(await searchParams))
  const query = contracts.listDrift.query.safeParse(driftListQuery(filter))
  const page = query.success ? await orInvalid(listDrift(ctx, query.data)) : undefined
  return (
    <Seed
      fill={(client) => {
        const { queryKey } = afterQueries.drift(filter)
        if (page) client.setQueryData(queryKey, firstPageOf(presentDriftPage(page)))
      }}
    >
      <DriftView />
    </Seed>
  )
}
