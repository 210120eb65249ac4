import 'server-only'
import type { Context } from '@/lib/access/context'
import { announce } from '@/lib/changes/announce'
import type { ProblemCode } from '@/lib/core/errors'
import { findRegistryById, saveHealth } from '../store'

export type CallOutcome = { readonly isUp: true } | { readonly isUp: false; readonly code: ProblemCode }

const REFRESH_AFTER_MS = 10_000

/**
 * Keeps how the last call to a registry went. Written when the state changes, else at most every 10 s, so
 * that a crawl may call it after every request. Internal: asks for no permission.
 */
export async function noteHealth(ctx: Context, registryId: string, outcome: CallOutcome): Promise<void> {
  const registry = await findRegistryById(ctx.db.query, registryId)
  if (registry === undefined) return

  const state = outcome.isUp ? 'up' : 'failing'
  const code = outcome.isUp ? null : outcome.code
  const { health } = registry
  const at = ctx.clock.now()
  const isSame = health.state === state && health.code === code
  if (isSame && health.at !== null && at - health.at < REFRESH_AFTER_MS) return

  await saveHealth(ctx.db.query, registryId, { state, code, at })
  if (!isSame) await announce(ctx.db.query, { topic: `registry:${registryId}`, what: 'sync' })
}
