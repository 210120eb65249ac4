import { type Promotion, type PromotionRefusal, refusePromotion } from './channel'
import { mayBeInChannel } from './channel-standing'
import { sayState } from './words'

export type ChannelRefusal = PromotionRefusal | { readonly code: 'held' } | { readonly code: 'never-there' }

/** Why a version may not be brought into a channel; null when it may. A held channel stays as it is but for broken glass. */
export function refuseInto(promotion: Promotion, isGlassBroken: boolean): ChannelRefusal | null {
  const target = promotion.ladder.find(({ name }) => name === promotion.to)
  const refusal = refusePromotion(promotion, isGlassBroken)
  if (refusal?.code === 'no-such-channel' || refusal?.code === 'not-golden') return refusal
  return target?.isHeld === true && !isGlassBroken ? { code: 'held' } : refusal
}

/** Why a channel may not go back to a version; null when it may: it was there, and is still golden or superseded. */
export function refuseRollback(
  { ladder, to, version }: Pick<Promotion, 'ladder' | 'to' | 'version'>,
  former: readonly string[],
): ChannelRefusal | null {
  const target = ladder.find(({ name }) => name === to)
  if (target === undefined) return { code: 'no-such-channel' }
  if (target.versionId === version.id) return { code: 'there-already' }
  if (!former.includes(version.id)) return { code: 'never-there' }
  if (!mayBeInChannel(version.state)) return { code: 'not-golden', state: version.state }
  return target.isHeld ? { code: 'held' } : null
}

/** A refusal for people. */
export function sayRefusal(refusal: ChannelRefusal): string {
  switch (refusal.code) {
    case 'no-such-channel':
      return 'The line has no such channel.'
    case 'not-golden':
      return `It is ${sayState(refusal.state)}; only what is golden or superseded may be in a channel.`
    case 'there-already':
      return 'It is there already.'
    case 'skips-channel':
      return `It has to be in ${refusal.channel} first.`
    case 'soaking':
      return `It has not been in ${refusal.channel} for long enough.`
    case 'held':
      return 'The channel is held.'
    case 'never-there':
      return 'It was never in this channel.'
  }
}
