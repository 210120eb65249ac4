import { describe, expect, it } from 'vitest'
import {
  agreedTo,
  type ChannelEvent,
  entered,
  formerVersions,
  heldBy,
  staysOf,
  waitingFor,
} from './channel-history'
import { refuseInto, refuseRollback } from './channel-refusal'

const HOUR_MS = 60 * 60 * 1000
const event = (hour: number, verb: string, more: Partial<ChannelEvent> = {}) => ({
  channel: 'qa',
  versionId: null,
  verb,
  actorKind: 'user',
  actorId: 'usr_a',
  actorName: 'anna',
  reason: null,
  at: hour * HOUR_MS,
  ...more,
})
const of = (versionId: string, actorId = 'usr_a') => ({ versionId, actorId })

describe('what the decisions about a channel tell', () => {
  it('starts a soak again for what left before it was over', () => {
    const events = [
      event(0, 'promote', of('v1')),
      event(2, 'promote', of('v2')),
      event(30, 'rollback', of('v1')),
    ]
    expect(staysOf(events.slice(0, 2), 'v1', 24)).toEqual(new Map())
    expect(staysOf(events.slice(0, 2), 'v1', 2)).toEqual(new Map([['qa', 0]]))
    expect(staysOf(events, 'v1', 24)).toEqual(new Map([['qa', 30 * HOUR_MS]]))
    expect(staysOf(events, 'v2', 24)).toEqual(new Map([['qa', 2 * HOUR_MS]]))
  })

  it('goes back to what was there before, the last first', () => {
    const events = ['v1', 'v2', 'v1', 'v3'].map((id, at) => event(at, 'promote', of(id)))
    expect(formerVersions(events, 'qa', 'v3')).toEqual(['v1', 'v2'])
    expect(formerVersions(events, 'prod', null)).toEqual([])
  })

  it('counts each person who agrees once, and nobody from before the last change', () => {
    const events = [
      event(0, 'approve-promotion', of('v2', 'usr_old')),
      event(1, 'promote', of('v1')),
      event(2, 'approve-promotion', of('v2', 'usr_a')),
      event(3, 'approve-promotion', of('v2', 'usr_a')),
      event(4, 'approve-promotion', of('v3', 'usr_b')),
    ]
    expect(agreedTo(events, 'qa', 'v2').map(({ actorId }) => actorId)).toEqual(['usr_a'])
    expect(waitingFor(events, 'qa')).toBe('v3')
    expect(waitingFor(events.slice(0, 2), 'qa')).toBeNull()
  })

  it('says of each entry what it took the place of', () => {
    const events = [
      event(0, 'promote', of('v1')),
      event(1, 'promote', { ...of('v9'), channel: 'prod' }),
      event(2, 'hold'),
      event(3, 'promote', of('v2')),
      event(4, 'rollback', of('v1')),
    ]
    expect(events.map((one) => entered(events, one))).toEqual([
      { from: null },
      { from: null },
      null,
      { from: 'v1' },
      { from: 'v2' },
    ])
  })

  it('knows who holds it', () => {
    const hold = event(0, 'hold')
    expect(heldBy([hold], 'qa')).toBe(hold)
    expect(heldBy([hold, event(1, 'release')], 'qa')).toBeUndefined()
  })
})

describe('bringing a version into a channel', () => {
  const ladder = [{ name: 'qa', versionId: 'v2', isHeld: false, soakHours: 0 }]
  const version = { id: 'v1', state: 'superseded' } as const
  const promotion = { ladder, to: 'qa', version, since: new Map(), now: 0 }
  const held = { ...promotion, ladder: ladder.map((one) => ({ ...one, isHeld: true })) }

  it('leaves a held channel alone but for broken glass', () => {
    expect(refuseInto(promotion, false)).toBeNull()
    expect(refuseInto(held, false)).toEqual({ code: 'held' })
    expect(refuseInto(held, true)).toBeNull()
    expect(refuseRollback(held, ['v1'])).toEqual({ code: 'held' })
  })

  it('goes back only to what was there and still counts', () => {
    expect(refuseRollback(promotion, ['v1'])).toBeNull()
    expect(refuseRollback(promotion, [])).toEqual({ code: 'never-there' })
    const revoked = { ...promotion, version: { id: 'v1', state: 'revoked' as const } }
    expect(refuseRollback(revoked, ['v1'])).toEqual({ code: 'not-golden', state: 'revoked' })
    expect(refuseRollback({ ...promotion, version: { ...version, id: 'v2' } }, [])).toEqual({
      code: 'there-already',
    })
  })
})
