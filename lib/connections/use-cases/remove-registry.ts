import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { announce } from '@/lib/changes/announce'
import { AppError, NotFoundError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import { queueTidy } from '@/lib/jobs/queue-tidy'
import { deleteRegistry, findRegistryByName } from '../store'

/** Disconnects a registry and drops its index; the registry itself is not touched. `confirm` is its name, typed. */
export async function removeRegistry(ctx: Context, name: string, confirm: string): Promise<void> {
  await authorize(ctx, 'registry:manage')

  const registry = await findRegistryByName(ctx.db.query, name)
  if (registry === undefined) throw new NotFoundError()

  if (confirm !== name) {
    throw new AppError('precondition-failed', 'Type the name of the registry to disconnect it.')
  }
  if (registry.isDeclared) {
    throw new AppError('conflict', 'This registry is declared by ASSAY_REGISTRY_URL; remove it there first.')
  }

  await transaction(ctx.db, async (tx) => {
    await announce(tx, { topic: 'registries', what: 'settings' })
    await deleteRegistry(tx, registry.id)
    await queueTidy(tx, { by: ctx.actor.name, at: ctx.clock.now() })
    const before = { url: registry.url, username: registry.username }
    await record(ctx, tx, { type: 'registry.removed', resource: name, registryId: registry.id, before })
  })
  await ctx.registries.forget(registry.id)
}
