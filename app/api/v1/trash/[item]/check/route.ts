import { contracts } from '@/lib/api/contracts'
import { presentTrashItem } from '@/lib/api/presenters/trash'
import { checkItem } from '@/lib/cleanup/use-cases/check-item'
import { route } from '@/lib/server/route'

export const POST = route(contracts.checkTrash, async ({ ctx, params }) =>
  presentTrashItem(await checkItem(ctx, params)),
)
