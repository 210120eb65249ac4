import { describe, expect, it } from 'vitest'
import { markParts } from './mark-parts'

describe('marking what was found', () => {
  it.each([
    ['team/Web-app', ['web'], 'team/[Web]-app'],
    ['aaa', ['aa'], '[aa]a'],
    ['1.25-alpine', ['alp', '25'], '1.[25]-[alp]ine'],
    ['abc', ['ab', 'bc'], '[abc]'],
    ['a%_b', ['%_'], 'a[%_]b'],
    ['nothing', ['x', ''], 'nothing'],
  ])('%s by %j', (text, terms, expected) => {
    const shown = markParts(text, terms).map(({ part, isMatch }) => (isMatch ? `[${part}]` : part))
    expect(shown.join('')).toBe(expected)
  })
})
