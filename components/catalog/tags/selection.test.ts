import { expect, it } from 'vitest'
import type { Tag } from '../queries'
import { choose, countOf, isChosen, NOTHING, rangeOf } from './selection'

const tag = (name: string, digest: string | null = `sha256:${name}`): Tag => ({
  name,
  digest,
  problem: null,
  kind: 'image',
  mediaType: null,
  artifactType: null,
  totalBytes: null,
  createdAt: null,
  pushedAfter: null,
  pushedBefore: 0,
  platforms: [],
  siblings: 0,
  golden: [],
  missingParts: 0,
  pulls: null,
  pulledAt: null,
  lastSeenAt: 0,
})
const [a, b, c] = [tag('a'), tag('b'), tag('c')]

it('keeps the digest a tag had when it was chosen, whatever it names later', () => {
  const first = choose(NOTHING, [a], true)
  const later = choose(first, [{ ...a, digest: 'sha256:other' }], true)
  expect(later.digests.get('a')).toBe('sha256:a')
})

it('cannot choose what could not be read', () => {
  const chosen = choose(NOTHING, [a, tag('x', null)], true)
  expect([...chosen.digests.keys()]).toEqual(['a'])
  expect(isChosen({ ...NOTHING, isAll: true }, tag('x', null))).toBe(false)
})

it('takes a range in either direction', () => {
  expect(rangeOf([a, b, c], 2, 1)).toEqual([b, c])
})

it('counts all that match, and ends that when one is let go of', () => {
  const all = { ...NOTHING, isAll: true }
  expect(countOf(all, 4_321)).toBe(4_321)
  expect(countOf(choose(all, [a], true), 4_321)).toBe(1)
})
