import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { AppError, InvalidInputError, NotFoundError } from '@/lib/core/errors'
import type { Executor } from '@/lib/db/connection'
import { placeOf } from '../../authorize-line'
import {
  authorizeChannel,
  type ChannelTarget,
  decideAboutChannel,
  type HeldChannel,
  queuePointing,
  refuse,
} from '../../channels/change-channel'
import { refusalOf, type StatedVersion } from '../../channels/load-ladder'
import { agreedTo } from '../../rules/channel-history'
import { changeChannel } from '../../store/channels'
import { writeDecision } from '../../write-decision'

export interface Promoting extends ChannelTarget {
  readonly version: string
  readonly reason?: string | undefined
  /** Skips steps and soaking; with a reason, and by who may promote to production. */
  readonly breaksGlass: boolean
}

export interface Promoted {
  /** `approved` while more people have to agree. */
  readonly outcome: 'promoted' | 'approved'
  readonly approvals: number
  readonly approvalsMin: number
  readonly jobId: string | null
}

/**
 * Brings a golden version into a channel, or agrees to it where several people have to. What takes several people
 * or goes to production is decided by people.
 * @throws NotFoundError, ForbiddenError, AppError `promotion-refused`, `precondition-failed`, `conflict`
 */
export async function promoteChannel(ctx: Context, input: Promoting): Promise<Promoted> {
  const line = await authorizeChannel(ctx, input)
  if (input.breaksGlass) await authorize(ctx, 'channel:promote-production', placeOf(line))
  if (input.breaksGlass && input.reason === undefined) {
    throw new InvalidInputError('invalid-input', 'Say why the glass is broken.')
  }

  return decideAboutChannel(ctx, { line, target: input }, async (tx, held) => {
    const version = held.ladder.versions.find(({ id }) => id === input.version)
    if (version === undefined) throw new NotFoundError()
    refuseRobots(ctx, held)
    const now = ctx.clock.now()
    const refusal = refusalOf(held.ladder, {
      to: held.channel,
      version,
      now,
      isGlassBroken: input.breaksGlass,
    })
    if (refusal !== null) refuse(refusal)
    return decide(ctx, tx, { held, version, input })
  })
}

interface Deciding {
  readonly held: HeldChannel
  readonly version: StatedVersion
  readonly input: Promoting
}

async function decide(ctx: Context, tx: Executor, { held, version, input }: Deciding): Promise<Promoted> {
  const { line, ladder, channel } = held
  const { approvalsMin } = channel
  const before = agreedTo(ladder.events, channel.name, version.id)
  const hasAgreed = before.some(({ actorId }) => actorId === ctx.actor.id)
  const approvals = before.length + (hasAgreed ? 0 : 1)
  const decision = { line, version, channel: channel.name, reason: input.reason ?? null }
  if (approvals < approvalsMin && !input.breaksGlass) {
    if (hasAgreed) throw new AppError('conflict', 'You have agreed to this; another person has to as well.')
    await writeDecision(ctx, tx, {
      ...decision,
      verb: 'approve-promotion',
      event: 'golden.promotion-approved',
    })
    return { outcome: 'approved', approvals, approvalsMin, jobId: null }
  }
  await enter(tx, held, version)
  await writeDecision(ctx, tx, {
    ...decision,
    verb: input.breaksGlass ? 'break-glass' : 'promote',
    event: 'golden.promoted',
    before: { versionId: channel.versionId },
    after: { versionId: version.id },
    facts: { approvals: before.map(({ actorId, actorName, at }) => ({ actorId, actorName, at })) },
  })
  return { outcome: 'promoted', approvals, approvalsMin, jobId: await queuePointing(ctx, tx, held) }
}

/** Puts a version into a channel that is held. */
export async function enter(tx: Executor, { channel }: HeldChannel, version: StatedVersion): Promise<void> {
  await changeChannel(tx, channel, { versionId: version.id })
}

export function refuseRobots(ctx: Context, { channel }: HeldChannel): void {
  if (ctx.actor.kind === 'user' || (!channel.isProduction && channel.approvalsMin === 1)) return
  throw new AppError('four-eyes', 'Only people decide about this channel. Sign in as a person.')
}
