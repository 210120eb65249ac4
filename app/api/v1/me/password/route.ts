import { changePassword } from '@/lib/access/use-cases/change-password'
import { contracts } from '@/lib/api/contracts'
import { route } from '@/lib/server/route'

export const POST = route(contracts.changePassword, async ({ ctx, body, keepSession }) =>
  keepSession(await changePassword(ctx, body)),
)
