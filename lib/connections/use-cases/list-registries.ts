import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { can } from '@/lib/access/rules/can'
import { visibilityOf } from '@/lib/access/rules/visibility'
import type { RegistrySummary } from '../registry'
import { listRegistryRows, loadRegistryFacts } from '../store'
import { summarize } from '../summary'

/** Every registry the actor has a grant in, by name, with what the index holds of each. */
export async function listRegistries(ctx: Context): Promise<readonly RegistrySummary[]> {
  await authorize(ctx, 'registry:list')

  const all = await listRegistryRows(ctx.db.query)
  const registries = all.filter(({ id }) => can(ctx.actor, 'registry:read', { registryId: id }).allowed)
  const facts = await loadRegistryFacts(
    ctx.db.query,
    registries.map(({ id }) => id),
    visibilityOf(ctx.actor),
  )

  return registries.map((registry) => summarize(registry, facts))
}
