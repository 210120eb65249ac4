import { describe, expect, it } from 'vitest'
import { isFirstMatch, labelWordsOf, readSearch, wordsOf } from './search-query'

describe('readSearch', () => {
  it.each([
    ['web', { words: ['web'], within: null, digest: null }],
    ['Team  Web', { words: ['team', 'web'], within: null }],
    ['app:1.2', { words: ['app:1.2'], within: { repository: 'app', tag: '1.2' } }],
    ['app:', { words: ['app:'], within: null }],
    ['sha256:abcdef', { words: [], digest: 'sha256:abcdef' }],
    ['abcdef12', { words: ['abcdef12'], digest: 'sha256:abcdef12' }],
    ['  ', { words: [], digest: null }],
    ['sha256:xyz', { words: [], digest: null }],
    ['%_"\'', { words: ['%_"\''], digest: null }],
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

describe('labelWordsOf', () => {
  it('finds a label by name and value, and by the words of its value', () => {
    expect(labelWordsOf({ name: 'Maintainer', value: 'Jane Doe' })).toEqual([
      'maintainer=jane doe',
      'jane doe',
      'doe',
    ])
  })

  it('finds a revision and a moment by how they begin, and not by their middle', () => {
    const revision = '6991423d455221e5df3d8706886681e336eda0d5'
    expect(labelWordsOf({ name: 'revision', value: revision })).toEqual([`revision=${revision}`, revision])
    expect(labelWordsOf({ name: 'created', value: '2025-10-30T06:39:00Z' })).toEqual([
      'created=2025-10-30t06:39:00z',
      '2025-10-30t06:39:00z',
    ])
  })

  it('stays small for a long value', () => {
    const words = labelWordsOf({ name: 'x', value: 'word '.repeat(1000) })
    expect(words.length).toBeLessThanOrEqual(7)
    expect(words.every((word) => word.length <= 64)).toBe(true)
  })
})

describe('isFirstMatch', () => {
  it('shows a thing under one of its words only', () => {
    const words = wordsOf('1.0.1')
    const found = words.filter((word) => word.startsWith('1'))
    const shown = found.filter((word) => isFirstMatch(words, { word, prefix: '1' }))
    expect(found.length).toBeGreaterThan(1)
    expect(shown).toEqual(['1'])
  })
})
