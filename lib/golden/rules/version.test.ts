import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDigest } from '@/lib/oci/digest'
import { currentOf, DAY_MS, stateOf, upgradeBy, type VersionFacts } from './version'

const NOW = 1_000 * DAY_MS
const digestOf = (seed: number) => parseDigest(`sha256:${seed.toString(16).padStart(64, '0')}`)
const version = (id: string, more: Partial<VersionFacts> = {}): VersionFacts => ({
  id,
  lineId: 'line',
  digest: digestOf(1),
  status: 'golden',
  markedAt: NOW - 10 * DAY_MS,
  expiresAt: NOW + 90 * DAY_MS,
  revokeAt: null,
  ...more,
})

describe('the state of a version', () => {
  const older = version('v1', { markedAt: NOW - 20 * DAY_MS })
  const newer = version('v2')

  it.each([
    [
      'a candidate is a candidate, whatever the clock says',
      [version('v', { status: 'candidate', expiresAt: 0 })],
      'candidate',
    ],
    ['a rejected one stays rejected', [version('v', { status: 'rejected' })], 'rejected'],
    ['golden while nothing newer is', [newer, older], 'golden'],
    ['superseded by a newer one', [older, newer], 'superseded'],
    ['expired at the very millisecond', [version('v', { expiresAt: NOW })], 'expired'],
    ['expired rather than superseded', [{ ...older, expiresAt: NOW - 1 }, newer], 'expired'],
    ['not superseded by one that has expired itself', [older, { ...newer, expiresAt: NOW }], 'golden'],
    ['not superseded by a candidate', [older, { ...newer, status: 'candidate' as const }], 'golden'],
    ['not superseded by another line', [older, { ...newer, lineId: 'other' }], 'golden'],
    ['revoked wins over expired', [version('v', { status: 'revoked', expiresAt: 0 })], 'revoked'],
    ['revoked at the time announced', [version('v', { revokeAt: NOW })], 'revoked'],
    ['golden until the time announced', [version('v', { revokeAt: NOW + 1 })], 'golden'],
  ])('%s', (_title, [subject, ...siblings], expected) => {
    expect(subject && stateOf(subject, [subject, ...siblings], NOW)).toBe(expected)
  })

  it('revoking the newest puts the one before it back in force', () => {
    const revoked = { ...newer, status: 'revoked' as const }
    expect(currentOf([older, newer], NOW)).toEqual(newer)
    expect(currentOf([older, revoked], NOW)).toEqual(older)
  })

  it('I3: at most one version of a line is in force, however they are marked', () => {
    const versions = fc.array(
      fc.record({
        status: fc.constantFrom(
          'candidate' as const,
          'golden' as const,
          'rejected' as const,
          'revoked' as const,
        ),
        markedAt: fc.option(fc.integer({ min: NOW - 5, max: NOW })),
        expiresAt: fc.option(fc.integer({ min: NOW - 5, max: NOW + 5 })),
        revokeAt: fc.option(fc.integer({ min: NOW - 5, max: NOW + 5 })),
      }),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(versions, (drawn) => {
        const line = drawn.map((facts, at) => version(`v${at}`, facts))
        const inForce = line.filter((one) => stateOf(one, line, NOW) === 'golden')
        const eligible = line.filter((one) => ['golden', 'superseded'].includes(stateOf(one, line, NOW)))
        expect(inForce.length).toBe(eligible.length > 0 ? 1 : 0)
      }),
    )
  })

  it('names the day by which to move: the grace after it was superseded, or its expiry before that', () => {
    expect(upgradeBy(older, [older, newer], { now: NOW, graceDays: 30 })).toBe(NOW + 20 * DAY_MS)
    expect(upgradeBy(older, [older, newer], { now: NOW, graceDays: 365 })).toBe(NOW + 90 * DAY_MS)
    expect(upgradeBy(version('v', { expiresAt: null }), [], { now: NOW, graceDays: 30 })).toBeNull()
  })
})
