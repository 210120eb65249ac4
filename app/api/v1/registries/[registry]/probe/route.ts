import { contracts } from '@/lib/api/contracts'
import { presentRegistry } from '@/lib/api/presenters/registry'
import { probeRegistry } from '@/lib/connections/use-cases/probe-registry'
import { route } from '@/lib/server/route'

export const POST = route(contracts.probeRegistry, async ({ ctx, params }) =>
  presentRegistry(await probeRegistry(ctx, params.registry), { actor: ctx.actor, nowMs: ctx.clock.now() }),
)
