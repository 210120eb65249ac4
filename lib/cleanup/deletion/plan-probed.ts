import 'server-only'
import type { Context } from '@/lib/access/context'
import type { RepositoryPlace } from '@/lib/catalog/store/places'
import { probeRegistry } from '@/lib/connections/use-cases/probe-registry'
import { SYSTEM_ACTOR } from '@/lib/core/actor'
import { AppError } from '@/lib/core/errors'
import type { DeletionPlan } from '../rules/deletion/plan'
import { planFor } from './load-facts'

const REGISTRY_WAIT_MS = 3_000

/** The plan of `planFor`; a registry that was never asked how it deletes, being empty or away before, is asked now. */
export async function planProbed(
  ctx: Context,
  place: RepositoryPlace,
  question: Parameters<typeof planFor>[2],
): Promise<DeletionPlan> {
  const plan = await planFor(ctx, place, question)
  const isNotProbed = plan.blocks.some(({ code }) => code === 'not-probed')
  return isNotProbed && (await probe(ctx, place.registry.name)) ? planFor(ctx, place, question) : plan
}

/** False when the registry does not say. */
async function probe(ctx: Context, name: string): Promise<boolean> {
  const signal = AbortSignal.any([ctx.signal, AbortSignal.timeout(REGISTRY_WAIT_MS)])
  try {
    await probeRegistry({ ...ctx, actor: SYSTEM_ACTOR, signal }, name)
    return true
  } catch (error) {
    if (error instanceof AppError || signal.aborted) return false
    throw error
  }
}
