import 'server-only'
import type { Context } from '@/lib/access/context'
import { can, type Decision } from '@/lib/access/rules/can'
import { record } from '@/lib/audit/record'
import { authorizeRegistry } from '@/lib/catalog/authorize-place'
import { transaction } from '@/lib/db/transaction'
import { findTrashDays, saveTrashDays } from '../store/settle-trash'

const DAYS_DEFAULT = 7

export interface TrashPeriod {
  /** 0 keeps nothing. */
  readonly days: number
  readonly canChange: Decision
}

/** How many days what is deleted from a registry can be put back. @throws NotFoundError */
export async function getTrashPeriod(
  ctx: Context,
  input: { readonly registry: string },
): Promise<TrashPeriod> {
  const registry = await authorizeRegistry(ctx, 'registry:read', input.registry)

  const days = (await findTrashDays(ctx.db.query, registry.id)) ?? DAYS_DEFAULT
  return { days, canChange: can(ctx.actor, 'registry:manage') }
}

/** Sets it, for what is deleted from now on. @throws NotFoundError, ForbiddenError */
export async function updateTrashPeriod(
  ctx: Context,
  input: { readonly registry: string; readonly days: number },
): Promise<TrashPeriod> {
  const registry = await authorizeRegistry(ctx, 'registry:manage', input.registry)

  await transaction(ctx.db, async (tx) => {
    const before = (await saveTrashDays(tx, registry.id, input.days)) ?? DAYS_DEFAULT
    if (before === input.days) return
    await record(ctx, tx, {
      type: 'trash.period-changed',
      resource: registry.name,
      registryId: registry.id,
      before: { days: before },
      after: { days: input.days },
    })
  })
  return { days: input.days, canChange: can(ctx.actor, 'registry:manage') }
}
