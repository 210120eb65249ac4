import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { AppError, NotFoundError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import { inspectRegistry } from '../inspect'
import { type ConnectionPool, connectionsOf } from '../pool'
import type { Registry, RegistrySummary } from '../registry'
import { findRegistryByName, saveCapabilities, saveHealth, updateSettings } from '../store'
import { getRegistry } from './get-registry'
import { noteHealth } from './note-health'

/** Asks a registry what it supports and keeps the answer; a failure is kept as its health. */
export async function probeRegistry(ctx: Context, name: string): Promise<RegistrySummary> {
  await authorize(ctx, 'registry:manage')

  const connections = connectionsOf(ctx)
  const registry = await findRegistryByName(ctx.db.query, name)
  if (registry === undefined) throw new NotFoundError()

  const { realmOrigin, capabilities } = await inspectOrNote(ctx, registry, connections)

  const now = ctx.clock.now()
  await transaction(ctx.db, async (tx) => {
    if (realmOrigin !== registry.realmOrigin) {
      const { id, isDeclared } = registry
      await updateSettings(tx, { id, settings: { ...registry, realmOrigin }, isDeclared }, now)
    }
    await saveCapabilities(tx, registry.id, { capabilities, at: now })
    await saveHealth(tx, registry.id, { state: 'up', code: null, at: now })
    await record(ctx, tx, { type: 'registry.probed', resource: name, registryId: registry.id })
  })
  // It answers: whoever left it alone for having failed asks it again from now on.
  if (connections.circuits().get(registry.id) === 'open') await connections.forget(registry.id)
  return getRegistry(ctx, name)
}

async function inspectOrNote(ctx: Context, registry: Registry, connections: ConnectionPool) {
  const { id, url, username, passwordSealed, caPem, repositories, realmOrigin } = registry
  const password = passwordSealed === null ? null : connections.unsealPassword(id, passwordSealed)
  try {
    return await inspectRegistry(
      {
        connection: { url, username, password, caPem, tokenSource: connections.tokenSource(id) ?? undefined },
        confirmedRealm: null,
        pinnedRealm: realmOrigin,
        repositories,
      },
      connections.egress,
      ctx.signal,
    )
  } catch (error) {
    if (error instanceof AppError) await noteHealth(ctx, id, { isUp: false, code: error.code })
    throw error
  }
}
