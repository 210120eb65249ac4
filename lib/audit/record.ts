import 'server-only'
import type { Context } from '@/lib/access/context'
import { newId } from '@/lib/core/ids'
import type { Executor } from '@/lib/db/connection'
import type { AuditEvent } from './event'
import { appendEvent } from './store'

const USER_AGENT_LENGTH_MAX = 256

/** Writes down who did what, in the caller's transaction: either both the change and this row are kept or neither. */
export async function record(ctx: Context, tx: Executor, event: AuditEvent): Promise<void> {
  const at = ctx.clock.now()
  await appendEvent(tx, {
    id: newId('evt', at),
    at,
    type: event.type,
    actor_kind: ctx.actor.kind,
    actor_id: ctx.actor.id,
    actor_name: ctx.actor.name,
    ip: ctx.ip,
    user_agent: ctx.userAgent?.slice(0, USER_AGENT_LENGTH_MAX) ?? null,
    request_id: ctx.requestId,
    resource: event.resource,
    facts: JSON.stringify(event.facts ?? {}),
  })
}
