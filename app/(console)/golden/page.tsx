import type { Metadata } from 'next'
import { firstPageOf } from '@/components/catalog/first-page'
import { lineFilterState } from '@/components/golden/line/line-filter-state'
import { LinesView } from '@/components/golden/line/lines-view'
import { goldenQueries, lineListQuery } from '@/components/golden/queries'
import { searchOf } from '@/components/ui/address-state'
import { Seed } from '@/lib/api/client/seed'
import { contracts } from '@/lib/api/contracts'
import { presentLines } from '@/lib/api/presenters/golden-line'
import { listRegistries } from '@/lib/connections/use-cases/list-registries'
import { listShownLines } from '@/lib/golden/use-cases/read-lines'
import { orInvalid, pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Golden lines' }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function LinesPage({ searchParams }: Props) {
  const ctx = await pageContext()
  const registries = await listRegistries(ctx)
  const filter = lineFilterState.read(searchOf(await searchParams))
  const query = contracts.listLines.query.safeParse(lineListQuery(filter))
  const page = query.success
    ? await orInvalid(listShownLines(ctx, { ...query.data, isArchived: filter.isArchived }))
    : undefined
  return (
    <Seed
      fill={(client) => {
        const { queryKey } = goldenQueries.lines(filter)
        if (page) client.setQueryData(queryKey, firstPageOf(presentLines(page, ctx.actor)))
      }}
    >
      <LinesView registries={registries.map(({ name }) => name)} />
    </Seed>
  )
}
