import { contracts } from '@/lib/api/contracts'
import { presentNamespaces } from '@/lib/api/presenters/catalog'
import { listNamespaces } from '@/lib/catalog/use-cases/list-namespaces'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listNamespaces, async ({ ctx, params }) =>
  presentNamespaces(await listNamespaces(ctx, params)),
)
