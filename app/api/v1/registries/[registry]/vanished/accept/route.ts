import { contracts } from '@/lib/api/contracts'
import { route } from '@/lib/server/route'
import { acceptVanished } from '@/lib/sync/use-cases/accept-vanished'

export const POST = route(contracts.acceptVanished, async ({ ctx, params, body }) => ({
  jobId: await acceptVanished(ctx, { registry: params.registry, missing: body.missing }),
}))
