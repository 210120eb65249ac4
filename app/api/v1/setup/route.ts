import { setupFirstAdmin } from '@/lib/access/use-cases/setup-first-admin'
import { contracts } from '@/lib/api/contracts'
import { presentUser } from '@/lib/api/presenters/people'
import { route } from '@/lib/server/route'

export const POST = route(contracts.setup, async ({ ctx, body }) =>
  presentUser(await setupFirstAdmin(ctx, body)),
)
