import { describe, expect, it } from 'vitest'
import { parseDigest } from '@/lib/oci/digest'
import { dueTicks } from './ticks'
import { DAY_MS, type VersionFacts } from './version'

const digest = parseDigest(`sha256:${'a'.repeat(64)}`)
const version = (more: Partial<VersionFacts> = {}): VersionFacts => ({
  id: 'ver_1',
  lineId: 'lin_1',
  digest,
  status: 'golden',
  markedAt: 0,
  expiresAt: 100 * DAY_MS,
  revokeAt: null,
  ...more,
})
const told = (versions: readonly VersionFacts[], day: number) =>
  dueTicks(versions, day * DAY_MS).map(
    ({ versionId, event, epoch }) => `${versionId} ${event} ${epoch / DAY_MS}`,
  )

describe('what the clock brings about', () => {
  it.each([
    [50, []],
    [86, ['ver_1 expiring 86']],
    [96.9, ['ver_1 expiring 86']],
    [98, ['ver_1 expiring 97']],
    [99.5, ['ver_1 expiring 99']],
    [100, ['ver_1 expired 100']],
    [500, ['ver_1 expired 100']],
  ])('day %s: %j', (day, expected) => {
    expect(told([version()], day)).toEqual(expected)
  })

  it('does not warn at once of what was marked for less than a warning’s days', () => {
    expect(told([version({ markedAt: 90 * DAY_MS })], 91)).toEqual([])
    expect(told([version({ markedAt: 90 * DAY_MS })], 97)).toEqual(['ver_1 expiring 97'])
  })

  it('never ends what has no end', () => {
    expect(told([version({ expiresAt: null })], 10_000)).toEqual([])
  })

  it('tells by which moment a version is superseded, and warns of its end no more', () => {
    const newer = version({ id: 'ver_2', markedAt: 90 * DAY_MS, expiresAt: null })
    expect(told([version(), newer], 98)).toEqual(['ver_1 superseded 90'])
  })

  it('revokes what was announced when its time has come', () => {
    const announced = version({ revokeAt: 20 * DAY_MS })
    expect(told([announced], 19)).toEqual([])
    expect(told([announced], 20)).toEqual(['ver_1 revoked 20'])
  })

  it.each(['candidate', 'rejected', 'revoked'] as const)('says nothing of what is %s', (status) => {
    expect(told([version({ status, revokeAt: 1 })], 100)).toEqual([])
  })
})
