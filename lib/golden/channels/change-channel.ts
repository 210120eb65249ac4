import 'server-only'
import type { Context } from '@/lib/access/context'
import { AppError, NotFoundError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import type { Executor } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { enqueue } from '@/lib/jobs/store/queue'
import { authorizeLine } from '../authorize-line'
import { changedSinceSeen } from '../decide'
import { POINT_CHANNEL_KIND, pointKey } from '../jobs'
import { type ChannelRefusal, sayRefusal } from '../rules/channel-refusal'
import { type ChannelRow, listChannelRows } from '../store/channels'
import type { LineRow } from '../store/lines'
import { holdLadder, type Ladder } from './load-ladder'

export interface ChannelTarget {
  readonly line: string
  readonly channel: string
  /** Of the channel, as the caller saw it. */
  readonly revision: number
}

export interface HeldChannel {
  readonly line: LineRow
  readonly ladder: Ladder
  readonly channel: ChannelRow
}

/** By which right a channel is changed. */
export function actionOf({ isProduction }: Pick<ChannelRow, 'isProduction'>) {
  return isProduction ? 'channel:promote-production' : 'channel:promote'
}

/** The line of a channel, for who may change what is in it. @throws NotFoundError, ForbiddenError */
export async function authorizeChannel(
  ctx: Context,
  { line: lineId, channel: name }: Pick<ChannelTarget, 'line' | 'channel'>,
): Promise<LineRow> {
  const line = await authorizeLine(ctx, 'line:read', lineId)
  const channel = (await listChannelRows(ctx.db.query, lineId)).find((one) => one.name === name)
  if (channel === undefined) throw new NotFoundError()
  await authorizeLine(ctx, actionOf(channel), lineId)
  if (line.archivedAt !== null) throw new AppError('conflict', 'The line is archived.')
  return line
}

/**
 * Decides something about a channel while nobody else does, if it still is as the caller saw it.
 * @throws NotFoundError, AppError `precondition-failed`
 */
export function decideAboutChannel<T>(
  ctx: Context,
  { line, target }: { readonly line: LineRow; readonly target: ChannelTarget },
  work: (tx: Executor, held: HeldChannel) => Promise<T>,
): Promise<T> {
  return transaction(ctx.db, async (tx) => {
    const ladder = await holdLadder(tx, line.id, ctx.clock.now())
    const channel = ladder.channels.find(({ name }) => name === target.channel)
    if (channel === undefined) throw new NotFoundError()
    if (channel.revision !== target.revision) throw changedSinceSeen()
    return work(tx, { line, ladder, channel })
  })
}

/** @throws AppError `promotion-refused` */
export function refuse(refusal: ChannelRefusal): never {
  const until = refusal.code === 'soaking' ? { until: refusal.until } : {}
  throw new AppError('promotion-refused', sayRefusal(refusal), { facts: { refusal: refusal.code, ...until } })
}

/** Queues pointing the channel's tag, in the transaction that changes what is in it. Null where it has no tag. */
export async function queuePointing(
  ctx: Context,
  tx: Executor,
  { line, channel }: Pick<HeldChannel, 'line' | 'channel'>,
): Promise<string | null> {
  if (channel.tag === null) return null
  const at = ctx.clock.now()
  return enqueue(tx, {
    id: newId('job', at),
    kind: POINT_CHANNEL_KIND,
    registryId: line.registryId,
    input: {
      lineId: line.id,
      channel: channel.name,
      repository: channel.targetRepository ?? line.repository,
    },
    dedupeKey: pointKey(line.id, channel.name),
    createdBy: ctx.actor.name,
    createdAt: at,
  })
}
