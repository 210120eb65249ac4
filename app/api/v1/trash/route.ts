import { contracts } from '@/lib/api/contracts'
import { presentTrashPage } from '@/lib/api/presenters/trash'
import { listTrash } from '@/lib/cleanup/use-cases/list-trash'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listTrash, async ({ ctx, query }) =>
  presentTrashPage(await listTrash(ctx, query)),
)
