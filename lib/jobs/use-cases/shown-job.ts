import 'server-only'
import type { Context } from '@/lib/access/context'
import { can, type Decision } from '@/lib/access/rules/can'
import { resourceOf } from '../authorize-job'
import { isUnderWay } from '../rules/status'
import type { NamedJobRow } from '../store/jobs'

/** A job with what its reader may do to it. */
export interface ShownJob extends NamedJobRow {
  readonly canCancel: Decision
}

export function shown(ctx: Context, row: NamedJobRow): ShownJob {
  const decision = can(ctx.actor, 'job:cancel', resourceOf(row))
  if (!decision.allowed || isUnderWay(row.status)) return { ...row, canCancel: decision }
  return { ...row, canCancel: { allowed: false, reason: 'It has finished.', mayKnow: true } }
}
