import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { prettyJson, tokenizeJson } from './json-tokens'

describe('colouring JSON', () => {
  test('tells keys from strings', () => {
    expect(tokenizeJson('  "size": 12,')).toEqual([
      { kind: 'plain', text: '  ' },
      { kind: 'key', text: '"size"' },
      { kind: 'plain', text: ':' },
      { kind: 'plain', text: ' ' },
      { kind: 'number', text: '12' },
      { kind: 'plain', text: ',' },
    ])
    expect(tokenizeJson('"a \\" b"')).toEqual([{ kind: 'string', text: '"a \\" b"' }])
    expect(tokenizeJson('null')).toEqual([{ kind: 'literal', text: 'null' }])
  })

  test('never loses or adds a character, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(
          tokenizeJson(text)
            .map((token) => token.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })

  test('stays quick on a long string that never ends', () => {
    const text = `"${'\\a'.repeat(100_000)}`
    expect(
      tokenizeJson(text)
        .map((token) => token.text)
        .join(''),
    ).toBe(text)
  })

  test('indents JSON and leaves everything else as it is', () => {
    expect(prettyJson('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}')
    expect(prettyJson('<html>')).toBe('<html>')
  })
})
