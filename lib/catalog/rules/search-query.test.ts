import { describe, expect, it } from 'vitest'
import { readSearch, wordsOf } from './search-query'

describe('readSearch', () => {
  it.each([
    ['web', { repository: 'web', tag: 'web', digest: null }],
    ['app:1.2', { repository: 'app', within: { repository: 'app', tag: '1.2' } }],
    ['sha256:abcdef', { repository: null, tag: null, digest: 'sha256:abcdef' }],
    ['abcdef12', { tag: 'abcdef12', digest: 'sha256:abcdef12' }],
    ['  ', { repository: null, tag: null, digest: null }],
    ['sha256:xyz', { repository: null, digest: null }],
  ])('reads %j', (text, expected) => {
    expect(readSearch(text)).toMatchObject(expected)
  })
})

describe('wordsOf', () => {
  it('finds a tag from each place where a word of it begins', () => {
    expect(wordsOf('v1.25-Alpine')).toEqual(['v1.25-alpine', '1.25-alpine', '25-alpine', 'alpine'])
  })

  it('stays small for a long tag', () => {
    expect(wordsOf('a1'.repeat(64)).length).toBeLessThanOrEqual(12)
  })
})
