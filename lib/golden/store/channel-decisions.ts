import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'
import type { Position } from '@/lib/db/cursor'
import { after, orderBy, type SortOrder } from '@/lib/db/keyset'
import type { ChannelEvent } from '../rules/channel-history'

export interface ChannelDecision extends ChannelEvent {
  readonly id: string
  readonly sequence: number
}

const DECISIONS_MAX = 10_000
const COLUMNS = [
  'sequence',
  'id',
  'channel',
  'version_id',
  'verb',
  'actor_kind',
  'actor_id',
  'actor_name',
  'reason',
  'at',
] as const

const selectDecisions = (db: Executor) => db.selectFrom('golden_decision').select(COLUMNS)
type Row = Awaited<ReturnType<ReturnType<typeof selectDecisions>['execute']>>[number]

function toDecision(row: Row): ChannelDecision {
  return {
    sequence: row.sequence,
    id: row.id,
    channel: row.channel,
    versionId: row.version_id,
    verb: row.verb,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorName: row.actor_name,
    reason: row.reason,
    at: row.at,
  }
}

/** Everything decided about the channels of a line, in its order. */
export async function listChannelEvents(db: Executor, lineId: string): Promise<readonly ChannelDecision[]> {
  const rows = await selectDecisions(db)
    .where('line_id', '=', lineId)
    .where('channel', 'is not', null)
    .orderBy('sequence', 'desc')
    .limit(DECISIONS_MAX)
    .execute()
  return rows.map(toDecision).toReversed()
}

const NEWEST_FIRST: SortOrder = { columns: [sql.ref('sequence')], direction: 'desc' }

export interface ChannelName {
  readonly lineId: string
  readonly channel: string
}

/** What was decided about one channel, newest first, at most `limit`. */
export async function listHistory(
  db: Executor,
  { lineId, channel }: ChannelName,
  page: { readonly limit: number; readonly after?: Position | undefined },
): Promise<readonly ChannelDecision[]> {
  let query = selectDecisions(db).where('line_id', '=', lineId).where('channel', '=', channel)
  if (page.after !== undefined) query = query.where(after(NEWEST_FIRST, page.after))
  const rows = await query.orderBy(orderBy(NEWEST_FIRST)).limit(page.limit).execute()
  return rows.map(toDecision)
}

export async function countHistory(db: Executor, { lineId, channel }: ChannelName): Promise<number> {
  const { total } = await db
    .selectFrom('golden_decision')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('line_id', '=', lineId)
    .where('channel', '=', channel)
    .executeTakeFirstOrThrow()
  return Number(total)
}
