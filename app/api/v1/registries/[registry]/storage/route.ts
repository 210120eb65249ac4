import { contracts } from '@/lib/api/contracts'
import { presentStorage } from '@/lib/api/presenters/storage'
import { getStorage } from '@/lib/catalog/use-cases/get-storage'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getStorage, async ({ ctx, params, query }) =>
  presentStorage(
    await getStorage(ctx, {
      registry: params.registry,
      namespace: query.namespace ?? '',
      by: query.by ?? 'total',
    }),
  ),
)
