import { contracts } from '@/lib/api/contracts'
import { purgeItem } from '@/lib/cleanup/use-cases/purge-item'
import { route } from '@/lib/server/route'

export const DELETE = route(contracts.purgeTrash, ({ ctx, params }) => purgeItem(ctx, params))
