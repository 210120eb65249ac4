import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { visibilityOf } from '@/lib/access/rules/visibility'
import { NotFoundError } from '@/lib/core/errors'
import type { RegistrySummary } from '../registry'
import { findRegistryByName, loadRegistryFacts } from '../store'
import { summarize } from '../summary'

/** One registry by its name, with what the index holds of it. */
export async function getRegistry(ctx: Context, name: string): Promise<RegistrySummary> {
  if (ctx.actor.kind === 'anonymous') await authorize(ctx, 'registry:read')
  const registry = await findRegistryByName(ctx.db.query, name)
  if (registry === undefined) throw new NotFoundError()
  await authorize(ctx, 'registry:read', { registryId: registry.id })

  return summarize(registry, await loadRegistryFacts(ctx.db.query, [registry.id], visibilityOf(ctx.actor)))
}
