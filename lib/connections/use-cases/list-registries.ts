import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import type { RegistrySummary } from '../registry'
import { listRegistryRows, loadRegistryFacts } from '../store'
import { summarize } from '../summary'

/** Every registry by name, with what the index holds of each. */
export async function listRegistries(ctx: Context): Promise<readonly RegistrySummary[]> {
  await authorize(ctx, 'registry:list')

  const registries = await listRegistryRows(ctx.db.query)
  const facts = await loadRegistryFacts(
    ctx.db.query,
    registries.map(({ id }) => id),
  )

  return registries.map((registry) => summarize(registry, facts))
}
