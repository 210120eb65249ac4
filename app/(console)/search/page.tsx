import type { QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { catalogQueries } from '@/components/catalog/queries'
import { searchState } from '@/components/catalog/search/search-state'
import { SearchView } from '@/components/catalog/search/search-view'
import { PageFrame } from '@/components/shell/page-frame'
import { searchOf } from '@/components/ui/address-state'
import { Seed } from '@/lib/api/client/seed'
import { contracts } from '@/lib/api/contracts'
import { presentSearch } from '@/lib/api/presenters/search'
import { search } from '@/lib/catalog/use-cases/search'
import { pageContext } from '@/lib/server/page'

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export const metadata: Metadata = { title: 'Search' }

export default async function SearchPage({ searchParams }: Props) {
  const ctx = await pageContext()
  const q = searchState.read(searchOf(await searchParams)).q.trim()
  const query = contracts.search.query.safeParse({ q })
  const results = q !== '' && query.success ? presentSearch(await search(ctx, query.data)) : undefined

  const fill = (cache: QueryClient) => {
    if (results) cache.setQueryData(catalogQueries.search(q).queryKey, results)
  }
  return (
    <PageFrame title="Search">
      <Seed fill={fill}>
        <SearchView />
      </Seed>
    </PageFrame>
  )
}
