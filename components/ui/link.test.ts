import { expect, it } from 'vitest'
import { isInternal } from './link'

it.each(['/', '/registries/main?namespace=a', '?q=1', '#top', '/a//b'])('keeps %s inside', (href) => {
  expect(isInternal(href)).toBe(true)
})

it.each([
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  'evil',
  '',
  '/\n/evil.example',
])('does not take %j for a page of ours', (href) => {
  expect(isInternal(href)).toBe(false)
})
