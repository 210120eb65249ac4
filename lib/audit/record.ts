import 'server-only'
import type { Context } from '@/lib/access/context'
import { newId } from '@/lib/core/ids'
import type { Executor } from '@/lib/db/connection'
import { beforeCommit } from '@/lib/db/transaction'
import type { AuditEvent, Facts } from './event'
import { groundsOf } from './grounds'
import { appendEvents, type NewAuditRow } from './store/append'

const TEXT_LENGTH_MAX = 1024
const USER_AGENT_LENGTH_MAX = 256
/** Of one JSON column. An event is about what changed, not a copy of it. */
const JSON_LENGTH_MAX = 16_384

const waiting = new WeakMap<Executor, NewAuditRow[]>()

/**
 * Writes down who did what, in the caller's transaction: either both the change and this row are kept or
 * neither. The row joins the chain right before the commit, whenever in the transaction this is called. Gives its id.
 */
export async function record(ctx: Context, tx: Executor, event: AuditEvent): Promise<string> {
  const row = rowOf(ctx, event)
  const held = waiting.get(tx)
  if (held !== undefined) {
    held.push(row)
    return row.id
  }
  const rows = [row]
  const isPutOff = beforeCommit(tx, async () => {
    waiting.delete(tx)
    await appendEvents(tx, rows)
  })
  if (isPutOff) waiting.set(tx, rows)
  else await appendEvents(tx, rows)
  return row.id
}

/** The row of an event, without its place in the chain. */
export function rowOf(ctx: Context, event: AuditEvent): NewAuditRow {
  const at = ctx.clock.now()
  return {
    id: newId('evt', at),
    at,
    type: event.type,
    outcome: isDenial(event) ? 'denied' : 'done',
    actor_kind: ctx.actor.kind,
    actor_id: ctx.actor.id,
    actor_name: clean(ctx.actor.name, TEXT_LENGTH_MAX),
    ip: ctx.ip,
    user_agent: cleanOrNull(ctx.userAgent, USER_AGENT_LENGTH_MAX),
    request_id: ctx.requestId,
    resource: clean(event.resource, TEXT_LENGTH_MAX),
    registry_id: event.registryId ?? null,
    repository: cleanOrNull(event.repository, TEXT_LENGTH_MAX),
    digest: event.digest ?? null,
    before_state: event.before ? toJson(event.before) : null,
    after_state: event.after ? toJson(event.after) : null,
    reason: cleanOrNull(event.reason, TEXT_LENGTH_MAX),
    grounds: cleanOrNull(event.grounds ?? groundsOf(ctx), TEXT_LENGTH_MAX),
    facts: toJson({ ...event.facts, ...ctx.recordedFacts }),
  }
}

function isDenial({ type }: AuditEvent): boolean {
  return type === 'access.denied' || type.endsWith('.refused')
}

function toJson(facts: Facts): string {
  const text = JSON.stringify(facts)
  return text.length <= JSON_LENGTH_MAX ? text : JSON.stringify({ leftOutCharacters: text.length })
}

function cleanOrNull(text: string | null | undefined, lengthMax: number): string | null {
  return text === null || text === undefined ? null : clean(text, lengthMax)
}

/** A database may refuse a NUL or replace half a character: what is hashed has to be what is read again. */
function clean(text: string, lengthMax: number): string {
  return Buffer.from(text.slice(0, lengthMax).replaceAll('\u0000', '\ufffd'), 'utf8').toString('utf8')
}
