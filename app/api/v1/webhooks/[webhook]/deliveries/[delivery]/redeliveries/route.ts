import { contracts } from '@/lib/api/contracts'
import { route } from '@/lib/server/route'
import { redeliver } from '@/lib/webhooks/use-cases/redeliver'

export const POST = route(contracts.redeliver, async ({ ctx, params }) => ({
  delivery: await redeliver(ctx, params),
}))
