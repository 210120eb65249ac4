import 'server-only'
import type { Context } from '@/lib/access/context'
import { resolveArchived } from '../store/drift'
import { listLineIds, listRegistriesWithLines } from '../store/touches'
import { checkLine } from './check-line'

const LINES_AT_ONCE = 100
const NOTHING: ReadonlySet<string> = new Set()

/** Holds every line against the clock and its policy, without asking a registry for more than what is missing. */
export async function checkByClock(ctx: Context): Promise<void> {
  await resolveArchived(ctx.db.query, ctx.clock.now())
  for (const registryId of await listRegistriesWithLines(ctx.db.query)) {
    for (let after = ''; ; ) {
      const lineIds = await listLineIds(ctx.db.query, { registryId, after, limit: LINES_AT_ONCE })
      for (const lineId of lineIds) {
        ctx.signal.throwIfAborted()
        await checkLine(ctx, { lineId, learnedBy: 'clock', about: NOTHING })
      }
      const last = lineIds.at(-1)
      if (last === undefined) break
      after = last
    }
  }
}
