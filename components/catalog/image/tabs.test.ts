import { expect, test } from 'vitest'
import { chooseTab, tabsOf } from './tabs'

test('shows no layer history of what was not built in steps', () => {
  expect(tabsOf({ kind: 'helm', hasImage: false, hasTag: false })).not.toContain('layers')
  expect(tabsOf({ kind: 'signature', hasImage: false, hasTag: false })).toEqual([
    'contents',
    'manifest',
    'referrers',
  ])
  expect(tabsOf({ kind: 'index', hasImage: false, hasTag: false })).toEqual([
    'platforms',
    'manifest',
    'referrers',
  ])
})

test('shows the platforms of an index and the history of the image chosen from it', () => {
  expect(tabsOf({ kind: 'index', hasImage: true, hasTag: false })).toContain('layers')
  expect(tabsOf({ kind: 'index', hasImage: true, hasTag: false })).toContain('platforms')
})

test('falls back to the first tab where the address names none', () => {
  const tabs = tabsOf({ kind: 'image', hasImage: true, hasTag: false })
  expect(chooseTab(tabs, 'config')).toBe('config')
  expect(chooseTab(tabs, 'platforms')).toBe('layers')
  expect(chooseTab(tabs, undefined)).toBe('layers')
})

test('shows the history of a tag, which a digest does not have', () => {
  expect(tabsOf({ kind: 'image', hasImage: true, hasTag: true })).toContain('history')
  expect(tabsOf({ kind: 'image', hasImage: true, hasTag: false })).not.toContain('history')
})
