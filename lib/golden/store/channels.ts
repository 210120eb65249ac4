import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'
import { insertRows } from '@/lib/db/insert-rows'

export interface ChannelRow {
  readonly lineId: string
  readonly name: string
  readonly position: number
  readonly versionId: string | null
  readonly tag: string | null
  /** Where the tag is, when it is not the line's repository; the id is null while the index has no such place. */
  readonly targetRepositoryId: string | null
  readonly targetRepository: string | null
  readonly isProduction: boolean
  readonly isHeld: boolean
  readonly soakHours: number
  readonly approvalsMin: number
  readonly revision: number
}

const CHANNELS_MAX = 20

function selectChannels(db: Executor) {
  return db.selectFrom('golden_channel').selectAll()
}

type Row = Awaited<ReturnType<ReturnType<typeof selectChannels>['execute']>>[number]

function toChannel(row: Row): ChannelRow {
  return {
    lineId: row.line_id,
    name: row.name,
    position: row.position,
    versionId: row.version_id,
    tag: row.tag,
    targetRepositoryId: row.target_repository_id,
    targetRepository: row.target_repository,
    isProduction: row.is_production === 1,
    isHeld: row.is_held === 1,
    soakHours: row.soak_hours,
    approvalsMin: row.approvals_min,
    revision: row.revision,
  }
}

/** The ladder of a line, from its first step. */
export async function listChannelRows(db: Executor, lineId: string): Promise<readonly ChannelRow[]> {
  const rows = await selectChannels(db)
    .where('line_id', '=', lineId)
    .orderBy('position')
    .limit(CHANNELS_MAX)
    .execute()
  return rows.map(toChannel)
}

/** The channels of several lines. */
export async function listChannelsOf(
  db: Executor,
  lineIds: readonly string[],
): Promise<readonly ChannelRow[]> {
  if (lineIds.length === 0) return []
  const rows = await selectChannels(db)
    .where('line_id', 'in', lineIds.slice(0, 1000))
    .orderBy('line_id')
    .orderBy('position')
    .execute()
  return rows.map(toChannel)
}

/** Keeps others from deciding about the channels of a line until the transaction ends, and gives them as they are then. */
export async function holdChannels(tx: Executor, lineId: string): Promise<readonly ChannelRow[]> {
  await tx
    .updateTable('golden_line')
    .set({ revision: sql<number>`revision` })
    .where('id', '=', lineId)
    .execute()
  return listChannelRows(tx, lineId)
}

/** Replaces the ladder of a line; a channel that keeps its name keeps what is in it. */
export async function saveLadder(
  tx: Executor,
  lineId: string,
  channels: readonly ChannelRow[],
): Promise<void> {
  await tx.deleteFrom('golden_channel').where('line_id', '=', lineId).execute()
  const rows = channels.map((channel) => ({
    line_id: lineId,
    name: channel.name,
    position: channel.position,
    version_id: channel.versionId,
    tag: channel.tag,
    target_repository_id: channel.targetRepositoryId,
    target_repository: channel.targetRepository,
    is_production: channel.isProduction ? (1 as const) : (0 as const),
    is_held: channel.isHeld ? (1 as const) : (0 as const),
    soak_hours: channel.soakHours,
    approvals_min: channel.approvalsMin,
    revision: channel.revision,
  }))
  await insertRows(tx, 'golden_channel', { rows, conflict: ['line_id', 'name'] })
}

/** Changes a channel that is still at a revision; false when somebody else was first. */
export async function changeChannel(
  tx: Executor,
  { lineId, name, revision }: Pick<ChannelRow, 'lineId' | 'name' | 'revision'>,
  change: { readonly versionId?: string | null; readonly isHeld?: boolean },
): Promise<boolean> {
  const changed = await tx
    .updateTable('golden_channel')
    .set({
      revision: revision + 1,
      ...(change.versionId !== undefined && { version_id: change.versionId }),
      ...(change.isHeld !== undefined && { is_held: change.isHeld ? 1 : 0 }),
    })
    .where('line_id', '=', lineId)
    .where('name', '=', name)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}

/** Notes under what id the index has the repository of a channel's tag. */
export async function saveTargetRepository(
  tx: Executor,
  { lineId, name }: Pick<ChannelRow, 'lineId' | 'name'>,
  repositoryId: string,
): Promise<void> {
  await tx
    .updateTable('golden_channel')
    .set({ target_repository_id: repositoryId })
    .where('line_id', '=', lineId)
    .where('name', '=', name)
    .execute()
}
