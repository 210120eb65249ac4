import 'server-only'
import type { Context } from '@/lib/access/context'
import { AppError } from '@/lib/core/errors'
import { authorizeChannel, type ChannelTarget, decideAboutChannel } from '../../channels/change-channel'
import { changeChannel } from '../../store/channels'
import { writeDecision } from '../../write-decision'
import { type ShownChannel, showChannel } from './read-channels'

export interface Holding extends ChannelTarget {
  readonly reason?: string | undefined
}

/** Keeps a channel as it is until it is released. @throws AppError `conflict`, `precondition-failed` */
export async function holdChannel(ctx: Context, input: Holding): Promise<ShownChannel> {
  return setHold(ctx, input, true)
}

/** Ends the hold of a channel. @throws AppError `conflict`, `precondition-failed` */
export async function releaseChannel(ctx: Context, input: Holding): Promise<ShownChannel> {
  return setHold(ctx, input, false)
}

async function setHold(ctx: Context, input: Holding, isHeld: boolean): Promise<ShownChannel> {
  const line = await authorizeChannel(ctx, input)

  await decideAboutChannel(ctx, { line, target: input }, async (tx, { channel }) => {
    if (channel.isHeld === isHeld) {
      throw new AppError('conflict', isHeld ? 'The channel is held already.' : 'The channel is not held.')
    }
    await changeChannel(tx, channel, { isHeld })
    await writeDecision(ctx, tx, {
      verb: isHeld ? 'hold' : 'release',
      event: isHeld ? 'golden.held' : 'golden.released',
      line,
      version: null,
      channel: channel.name,
      reason: input.reason ?? null,
    })
  })
  return showChannel(ctx, line, input.channel)
}
