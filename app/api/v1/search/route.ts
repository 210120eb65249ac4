import { contracts } from '@/lib/api/contracts'
import { presentSearch } from '@/lib/api/presenters/search'
import { search } from '@/lib/catalog/use-cases/search'
import { route } from '@/lib/server/route'

export const GET = route(contracts.search, async ({ ctx, query }) => presentSearch(await search(ctx, query)))
