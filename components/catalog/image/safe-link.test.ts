import { expect, test } from 'vitest'
import { safeLink } from './safe-link'

test.each([
  ['https://git.example/team/app', 'https://git.example/team/app'],
  ['http://docs.example', 'http://docs.example/'],
  ['javascript:alert(1)', undefined],
  ['JaVaScRiPt:alert(1)', undefined],
  ['data:text/html,<script>', undefined],
  ['//evil.example', undefined],
  ['https://user:pass@evil.example', undefined],
  ['https://a b', undefined],
  ['https://', undefined],
  ['MIT', undefined],
])('%s becomes %s', (value, expected) => {
  expect(safeLink(value)).toBe(expected)
})
