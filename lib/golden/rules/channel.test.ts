import { describe, expect, it } from 'vitest'
import { type Promotion, refusePromotion } from './channel'

const HOUR_MS = 60 * 60 * 1000
const NOW = 1_000 * HOUR_MS
const ladder = ['dev', 'qa', 'prod'].map((name) => ({
  name,
  versionId: null,
  isHeld: false,
  soakHours: name === 'prod' ? 24 : 0,
}))
const promotion = (more: Partial<Promotion> = {}): Promotion => ({
  ladder,
  to: 'prod',
  version: { id: 'v2', state: 'golden' },
  since: new Map([
    ['dev', NOW - 100 * HOUR_MS],
    ['qa', NOW - 24 * HOUR_MS],
  ]),
  now: NOW,
  ...more,
})

describe('moving a version up the ladder', () => {
  it('goes step by step, each after its soak', () => {
    expect(refusePromotion(promotion())).toBeNull()
    expect(refusePromotion(promotion({ to: 'dev', since: new Map() }))).toBeNull()
  })

  it.each(['candidate', 'rejected', 'expired', 'revoked'] as const)(
    'I4: never lets in what is %s, not even with broken glass',
    (state) => {
      const version = { id: 'v2', state }
      expect(refusePromotion(promotion({ version }))).toEqual({ code: 'not-golden', state })
      expect(refusePromotion(promotion({ version }), true)).toEqual({ code: 'not-golden', state })
    },
  )

  it('lets in a superseded version: a channel may go back', () => {
    expect(refusePromotion(promotion({ version: { id: 'v1', state: 'superseded' } }))).toBeNull()
  })

  it('I4: skips no channel without breaking glass', () => {
    const skipping = promotion({ since: new Map([['dev', 0]]) })
    expect(refusePromotion(skipping)).toEqual({ code: 'skips-channel', channel: 'qa' })
    expect(refusePromotion(skipping, true)).toBeNull()
  })

  it('says until when a version has to soak', () => {
    const since = new Map([['qa', NOW - HOUR_MS]])
    expect(refusePromotion(promotion({ since }))).toEqual({
      code: 'soaking',
      channel: 'qa',
      until: NOW + 23 * HOUR_MS,
    })
  })

  it('knows a channel that is not there and a version that is', () => {
    expect(refusePromotion(promotion({ to: 'live' }))).toEqual({ code: 'no-such-channel' })
    const there = ladder.map((channel) => ({ ...channel, versionId: 'v2' }))
    expect(refusePromotion(promotion({ ladder: there }))).toEqual({ code: 'there-already' })
  })
})
