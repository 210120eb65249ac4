import { describe, expect, it } from 'vitest'
import { parseRepositoryName } from '@/lib/oci/name'
import { lostAncestors } from './catalog'
import { nextPage } from './link'
import { repositoryPath } from './path'

const requested = new URL('https://r.example/v2/_catalog?n=2')

describe('a next page', () => {
  it.each([
    ['</v2/_catalog?last=cat%2Ffoo&n=2>; rel="next"', { last: 'cat/foo', n: '2' }],
    ['<https://r.example/v2/_catalog?last=a>; rel=next', { last: 'a', n: null }],
    ['<?last=b&n=2&evil=1>; rel="next"', { last: 'b', n: '2' }],
    ['</v2/_catalog?last=a>; rel="prev", </v2/_catalog?last=z>; rel="next"', { last: 'z', n: null }],
    ['</v2/_catalog?last=a>; title="x; rel=next"; rel="prev"', null],
    ['</v2/_catalog?last=a>; rel="prev"', null],
    ['garbage', null],
    [null, null],
  ])('%s', (header, expected) => {
    expect(nextPage(header, requested)).toEqual(expected)
  })

  it.each([
    '<https://evil.example/v2/_catalog?last=a>; rel="next"',
    '<http://r.example/v2/_catalog?last=a>; rel="next"',
    '</v2/other?last=a>; rel="next"',
    '</v2/_catalog?n=2>; rel="next"',
    '<http://[>; rel="next"',
    `</v2/_catalog?last=${'a'.repeat(10_000)}>; rel="next"`,
  ])('is not followed to %.60s', (header) => {
    expect(() => nextPage(header, requested)).toThrow(expect.objectContaining({ code: 'upstream-link' }))
  })
})

it('ancestors of names with a digit first in a segment may have been lost', () => {
  const names = ['foo/1abc', 'a/b/2c', 'a/b', 'x/y', '9top'].map(parseRepositoryName)
  expect(lostAncestors(names)).toEqual(['foo', 'a'])
})

it('a path keeps the segments of a name and the colon of a digest', () => {
  const path = repositoryPath(parseRepositoryName('team/app'), `manifests/sha256:${'a'.repeat(64)}`)
  expect(path).toBe(`/v2/team/app/manifests/sha256:${'a'.repeat(64)}`)
})
