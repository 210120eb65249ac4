import 'server-only'
import type { Context } from '@/lib/access/context'
import { newId } from '@/lib/core/ids'
import { transaction } from '@/lib/db/transaction'
import { enqueue } from '@/lib/jobs/store/queue'
import { dropSchedules, keepSchedule, listDueSchedules, takeSchedule } from '@/lib/jobs/store/schedule'
import { CHECK_LINES_KIND } from '../jobs'
import { listRegistriesWithLines } from '../store/touches'

const SCHEDULE = 'golden-check:'
/** Without sweeps of the index its lines are still compared. */
const MINUTES_DEFAULT = 60

/** Queues the comparison of each registry that has golden lines, as often as its index is swept, once for all replicas. */
export async function queueLineChecks(ctx: Context, syncMinutes: number): Promise<void> {
  const everyMinutes = syncMinutes === 0 ? MINUTES_DEFAULT : syncMinutes
  const now = ctx.clock.now()
  const names = new Map((await listRegistriesWithLines(ctx.db.query)).map((id) => [`${SCHEDULE}${id}`, id]))
  for (const name of names.keys()) await keepSchedule(ctx.db, { name, everyMinutes, firstAt: now })
  await dropSchedules(ctx.db, { prefix: SCHEDULE, keep: [...names.keys()] })
  for (const name of await listDueSchedules(ctx.db)) {
    const registryId = names.get(name)
    if (registryId !== undefined) await fire(ctx, { name, registryId })
  }
}

async function fire(
  ctx: Context,
  { name, registryId }: { readonly name: string; readonly registryId: string },
): Promise<void> {
  const at = ctx.clock.now()
  await transaction(ctx.db, async (tx) => {
    if (!(await takeSchedule(ctx.db, tx, name))) return
    await enqueue(tx, {
      id: newId('job', at),
      kind: CHECK_LINES_KIND,
      registryId,
      input: { registryId },
      dedupeKey: `${CHECK_LINES_KIND}:${registryId}`,
      createdBy: ctx.actor.name,
      createdAt: at,
    })
  })
}
