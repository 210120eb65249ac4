import { contracts } from '@/lib/api/contracts'
import { presentRegistry } from '@/lib/api/presenters/registry'
import { getRegistry } from '@/lib/connections/use-cases/get-registry'
import { removeRegistry } from '@/lib/connections/use-cases/remove-registry'
import { updateRegistry } from '@/lib/connections/use-cases/update-registry'
import { route } from '@/lib/server/route'
import { startCrawl } from '@/lib/sync/use-cases/start-crawl'

export const GET = route(contracts.getRegistry, async ({ ctx, params }) =>
  presentRegistry(await getRegistry(ctx, params.registry), { actor: ctx.actor, nowMs: ctx.clock.now() }),
)

export const PATCH = route(contracts.updateRegistry, async ({ ctx, params, body }) => {
  const { id } = await updateRegistry(ctx, params.registry, body)
  await startCrawl(ctx, id)
  return presentRegistry(await getRegistry(ctx, params.registry), {
    actor: ctx.actor,
    nowMs: ctx.clock.now(),
  })
})

export const DELETE = route(contracts.deleteRegistry, async ({ ctx, params, query }) =>
  removeRegistry(ctx, params.registry, query.confirm),
)
