import { expect, it } from 'vitest'
import { type DanglingFacts, staleUntagged } from './stale-untagged'

const DAY = 24 * 60 * 60 * 1000
const NOW = 100 * DAY
const manifest = (digest: string, more: Partial<DanglingFacts> = {}): DanglingFacts => ({
  digest,
  untaggedAt: null,
  firstSeenAt: 0,
  of: null,
  ...more,
})
const staleOf = (manifests: readonly DanglingFacts[]) =>
  staleUntagged(manifests, { olderThanDays: 14, now: NOW }).map(({ digest }) => digest)

it('counts from when the last tag left, however old the manifest is', () => {
  expect(
    staleOf([manifest('old', { untaggedAt: 85 * DAY }), manifest('fresh', { untaggedAt: 87 * DAY })]),
  ).toEqual(['old'])
})

it('counts what nobody saw carry a tag from when it was first seen', () => {
  expect(staleOf([manifest('long there'), manifest('new', { firstSeenAt: 99 * DAY })])).toEqual([
    'long there',
  ])
})

it('leaves what an index lists to that index, and puts the index first', () => {
  const fresh = manifest('fresh index', { untaggedAt: 99 * DAY })
  const old = manifest('old index', { untaggedAt: 1 * DAY })
  const children = [
    manifest('its child', { of: 'old index' }),
    manifest('other child', { of: 'fresh index' }),
  ]
  expect(staleOf([...children, fresh, old])).toEqual(['old index', 'its child'])
})

it('takes nothing at exactly that age, and nothing that lists itself', () => {
  expect(staleOf([manifest('edge', { untaggedAt: NOW - 14 * DAY })])).toEqual([])
  expect(staleOf([manifest('circle', { of: 'circle' })])).toEqual([])
})
