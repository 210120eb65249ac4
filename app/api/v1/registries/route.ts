import { contracts } from '@/lib/api/contracts'
import { presentRegistries, presentRegistry } from '@/lib/api/presenters/registry'
import { addRegistry } from '@/lib/connections/use-cases/add-registry'
import { getRegistry } from '@/lib/connections/use-cases/get-registry'
import { listRegistries } from '@/lib/connections/use-cases/list-registries'
import { route } from '@/lib/server/route'
import { startCrawl } from '@/lib/sync/use-cases/start-crawl'

export const GET = route(contracts.listRegistries, async ({ ctx }) =>
  presentRegistries(await listRegistries(ctx), { actor: ctx.actor, nowMs: ctx.clock.now() }),
)

export const POST = route(contracts.createRegistry, async ({ ctx, body }) => {
  const { id, name } = await addRegistry(ctx, body)
  await startCrawl(ctx, id)
  return presentRegistry(await getRegistry(ctx, name), { actor: ctx.actor, nowMs: ctx.clock.now() })
})
