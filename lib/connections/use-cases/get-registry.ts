import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { NotFoundError } from '@/lib/core/errors'
import type { RegistrySummary } from '../registry'
import { findRegistryByName, loadRegistryFacts } from '../store'
import { summarize } from '../summary'

/** One registry by its name, with what the index holds of it. */
export async function getRegistry(ctx: Context, name: string): Promise<RegistrySummary> {
  await authorize(ctx, 'registry:read')

  const registry = await findRegistryByName(ctx.db.query, name)
  if (registry === undefined) throw new NotFoundError()

  return summarize(registry, await loadRegistryFacts(ctx.db.query, [registry.id]))
}
