import type { Metadata } from 'next'
import { firstPageOf } from '@/components/catalog/first-page'
import { cleanupQueries, trashListQuery } from '@/components/cleanup/queries'
import { trashFilterState } from '@/components/cleanup/trash-filter-state'
import { TrashView } from '@/components/cleanup/trash-view'
import { PageFrame } from '@/components/shell/page-frame'
import { searchOf } from '@/components/ui/address-state'
import { Seed } from '@/lib/api/client/seed'
import { contracts } from '@/lib/api/contracts'
import { presentTrashPage } from '@/lib/api/presenters/trash'
import { listTrash } from '@/lib/cleanup/use-cases/list-trash'
import { listRegistries } from '@/lib/connections/use-cases/list-registries'
import { orInvalid, pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Trash' }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function TrashPage({ searchParams }: Props) {
  const ctx = await pageContext()
  const filter = trashFilterState.read(searchOf(await searchParams))
  const query = contracts.listTrash.query.safeParse(trashListQuery(filter))
  const page = query.success ? await orInvalid(listTrash(ctx, query.data)) : undefined
  const registries = await listRegistries(ctx)
  return (
    <PageFrame
      title="Trash"
      meta="Deleted tags, kept for some days: restoring puts the same bytes back under the same tag."
    >
      <Seed
        fill={(client) => {
          const { queryKey } = cleanupQueries.trashList(filter)
          if (page) client.setQueryData(queryKey, firstPageOf(presentTrashPage(page)))
        }}
      >
        <TrashView registries={registries.map(({ name }) => name)} />
      </Seed>
    </PageFrame>
  )
}
