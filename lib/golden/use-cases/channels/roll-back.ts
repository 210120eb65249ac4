import 'server-only'
import type { Context } from '@/lib/access/context'
import {
  authorizeChannel,
  type ChannelTarget,
  decideAboutChannel,
  queuePointing,
  refuse,
} from '../../channels/change-channel'
import { formerVersions } from '../../rules/channel-history'
import { refuseRollback } from '../../rules/channel-refusal'
import { mayBeInChannel } from '../../rules/channel-standing'
import { writeDecision } from '../../write-decision'
import { enter, type Promoted, refuseRobots } from './promote'

export interface RollingBack extends ChannelTarget {
  /** Default the last that was there and still counts. */
  readonly version?: string | undefined
  readonly reason: string
}

/**
 * Brings back a version that was in a channel before. One person is enough, and no step or soak is asked for: it
 * went that way already.
 * @throws NotFoundError, ForbiddenError, AppError `promotion-refused`, `precondition-failed`
 */
export async function rollBackChannel(ctx: Context, input: RollingBack): Promise<Promoted> {
  const line = await authorizeChannel(ctx, input)

  return decideAboutChannel(ctx, { line, target: input }, async (tx, held) => {
    const { ladder, channel } = held
    if (channel.isProduction) refuseRobots(ctx, held)
    const former = formerVersions(ladder.events, channel.name, channel.versionId)
    const last = former.find((id) =>
      ladder.versions.some((one) => one.id === id && mayBeInChannel(one.state)),
    )
    const version = ladder.versions.find(({ id }) => id === (input.version ?? last))
    if (version === undefined) return refuse({ code: 'never-there' })
    const refusal = refuseRollback({ ladder: ladder.channels, to: channel.name, version }, former)
    if (refusal !== null) refuse(refusal)

    await enter(tx, held, version)
    await writeDecision(ctx, tx, {
      verb: 'rollback',
      event: 'golden.rolled-back',
      line,
      version,
      channel: channel.name,
      reason: input.reason,
      before: { versionId: channel.versionId },
      after: { versionId: version.id },
    })
    const jobId = await queuePointing(ctx, tx, held)
    return { outcome: 'promoted', approvals: 1, approvalsMin: 1, jobId }
  })
}
