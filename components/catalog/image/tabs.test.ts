import { expect, test } from 'vitest'
import { chooseTab, tabsOf } from './tabs'

test('shows no layer history of what was not built in steps', () => {
  expect(tabsOf({ kind: 'helm', hasImage: false })).not.toContain('layers')
  expect(tabsOf({ kind: 'signature', hasImage: false })).toEqual(['contents', 'manifest', 'referrers'])
  expect(tabsOf({ kind: 'index', hasImage: false })).toEqual(['platforms', 'manifest', 'referrers'])
})

test('shows the platforms of an index and the history of the image chosen from it', () => {
  expect(tabsOf({ kind: 'index', hasImage: true })).toContain('layers')
  expect(tabsOf({ kind: 'index', hasImage: true })).toContain('platforms')
})

test('falls back to the first tab where the address names none', () => {
  const tabs = tabsOf({ kind: 'image', hasImage: true })
  expect(chooseTab(tabs, 'config')).toBe('config')
  expect(chooseTab(tabs, 'platforms')).toBe('layers')
  expect(chooseTab(tabs, undefined)).toBe('layers')
})
