import fc from 'fast-check'
import semver from 'semver'
import { describe, expect, it } from 'vitest'
import { tagOrderKey } from './tag-order'

const sorted = (names: readonly string[]) => names.toSorted((a, b) => compare(tagOrderKey(a), tagOrderKey(b)))
const compare = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))

const identifier = fc.oneof(
  fc.nat(2000).map(String),
  fc.stringMatching(/^[0-9A-Za-z-]{1,6}$/).filter((text) => !/^0\d+$/.test(text)),
)
const version = fc
  .tuple(fc.nat(120), fc.nat(120), fc.nat(12_000), fc.array(identifier, { maxLength: 3 }), fc.boolean())
  .map(([major, minor, patch, pre, hasPrefix]) => {
    const tail = pre.length > 0 ? `-${pre.join('.')}` : ''
    return `${hasPrefix ? 'v' : ''}${major}.${minor}.${patch}${tail}`
  })
const tag = fc.stringMatching(/^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,30}$/)

describe('tagOrderKey', () => {
  it('orders semver names as semver does', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        const expected = semver.compare(a, b)
        if (expected !== 0) expect(compare(tagOrderKey(a), tagOrderKey(b))).toBe(expected)
      }),
      { numRuns: 3000 },
    )
  })

  it('gives every tag a key of its own', () => {
    fc.assert(
      fc.property(tag, tag, (a, b) => {
        expect(tagOrderKey(a) === tagOrderKey(b)).toBe(a === b)
      }),
      { numRuns: 3000 },
    )
  })

  it.each([
    ['numbers by value', ['1.2', '1.10', '2', '10.0.0']],
    ['pre-releases before their release', ['v1.0.0-alpha', 'v1.0.0-alpha.1', 'v1.0.0-rc.2', 'v1.0.0']],
    ['a short version beside its long form', ['1.2-rc1', '1.2', '1.2.0', '1.2.0.1', '1.2.1']],
    ['a build behind its release', ['1.2.3', '1.2.3_build5', '1.2.4']],
    ['names behind versions and latest last', ['9.9.9', 'build-2', 'build-10', 'main', 'latest']],
    ['dates as numbers', ['20240131', '20240201', '20251231']],
    ['numbers beyond what a float holds', ['9007199254740993', '9007199254740994', '90071992547409930']],
  ])('puts %s', (_what, names) => {
    expect(sorted(names.toReversed())).toEqual(names)
  })
})
