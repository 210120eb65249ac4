import type { QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { catalogQueries, searchQuery } from '@/components/catalog/queries'
import { searchState } from '@/components/catalog/search/search-state'
import { SearchView } from '@/components/catalog/search/search-view'
import { PageFrame } from '@/components/shell/page-frame'
import { searchOf } from '@/components/ui/address-state'
import type { Context } from '@/lib/access/context'
import { Seed } from '@/lib/api/client/seed'
import { contracts } from '@/lib/api/contracts'
import { presentSearch } from '@/lib/api/presenters/search'
import { type SearchResult, search } from '@/lib/catalog/use-cases/search'
import { marksOfImages } from '@/lib/golden/use-cases/find-marks'
import { orNotFound, pageContext } from '@/lib/server/page'

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export const metadata: Metadata = { title: 'Search' }

export default async function SearchPage({ searchParams }: Props) {
  const ctx = await pageContext()
  const { in: group, ...state } = searchState.read(searchOf(await searchParams))
  const asked = { ...state, q: state.q.trim(), namespace: state.namespace.trim() }
  const query = contracts.search.query.safeParse(searchQuery(asked))
  const isSearch = asked.q !== '' && group === '' && query.success
  const found = isSearch ? await orNotFound(search(ctx, query.data)) : undefined
  const results = found && (await present(ctx, found))

  const fill = (cache: QueryClient) => {
    if (results) cache.setQueryData(catalogQueries.search(asked).queryKey, results)
  }
  return (
    <PageFrame title="Search">
      <Seed fill={fill}>
        <SearchView />
      </Seed>
    </PageFrame>
  )
}

async function present(ctx: Context, found: SearchResult) {
  const { tags, images, labels } = found.groups
  return presentSearch(found, await marksOfImages(ctx, [...tags.hits, ...images.hits, ...labels.hits]))
}
