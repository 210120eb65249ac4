import 'server-only'
import type { Context } from '@/lib/access/context'
import { can, type Decision } from '@/lib/access/rules/can'
import { resourceOf } from '../authorize-job'
import { itemsPerMinute, PACE_WINDOW_MS, refusalToRetry } from '../rules/pace'
import { isUnderWay } from '../rules/status'
import type { NamedJobRow } from '../store/jobs'
import { countClosedSince, listWaiting } from '../store/pace'

/** A job with how fast it goes and what its reader may do to it. */
export interface ShownJob extends NamedJobRow {
  readonly canCancel: Decision
  readonly canRetry: Decision
  /** Null while that is not known. */
  readonly itemsPerMinute: number | null
  /** From 1 for the next one; null for one that does not wait. */
  readonly queuePosition: number | null
}

/** Jobs as they are shown: the pace of those that run, the place of those that wait. */
export async function withPace(ctx: Context, rows: readonly NamedJobRow[]): Promise<readonly ShownJob[]> {
  const now = ctx.clock.now()
  const running = rows.filter(({ status }) => status === 'running').map(({ id }) => id)
  const closed = await countClosedSince(ctx.db.query, { jobIds: running, since: now - PACE_WINDOW_MS })
  const hasWaiting = rows.some(({ status }) => status === 'queued')
  const waiting = hasWaiting ? await listWaiting(ctx.db.query) : []
  return rows.map((row) => {
    const closedLately = closed.get(row.id) ?? 0
    const position = waiting.indexOf(row.id) + 1
    return {
      ...row,
      itemsPerMinute: itemsPerMinute({ status: row.status, startedAt: row.started_at, closedLately, now }),
      queuePosition: position > 0 ? position : null,
      canCancel: allowedWhile(ctx, row, isUnderWay(row.status) ? null : 'It has finished.'),
      canRetry: allowedWhile(ctx, row, refusalToRetry(row)),
    }
  })
}

/** Stopping and doing again take the same right: to have this work done. */
function allowedWhile(ctx: Context, row: NamedJobRow, refusal: string | null): Decision {
  const decision = can(ctx.actor, 'job:cancel', resourceOf(row))
  if (!decision.allowed || refusal === null) return decision
  return { allowed: false, reason: refusal, mayKnow: true }
}
