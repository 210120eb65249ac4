import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indentJson, tokenizeJson } from './json-tokens'

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

  test('indents as JSON.stringify would, and leaves everything else as it is', () => {
    const value = { a: [1, { b: null }], c: {}, d: [], e: 'x{},:[]"\\' }
    expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2))
    expect(indentJson(JSON.stringify(value, null, 7))).toBe(JSON.stringify(value, null, 2))
    expect(indentJson('<html>')).toBe('<html>')
    expect(indentJson('12')).toBe('12')
  })

  test('keeps a key that stands twice and every digit of a number', () => {
    expect(indentJson('{"a":1,"a":9007199254740993}')).toBe('{\n  "a": 1,\n  "a": 9007199254740993\n}')
  })

  test('is JSON.stringify for any value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2))
      }),
    )
  })
})
