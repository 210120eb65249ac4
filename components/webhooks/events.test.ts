import { expect, test } from 'vitest'
import { webhookEvent } from '@/lib/api/contracts/webhooks'
import { EVENT_CHOICES, scopeText } from './events'

test('the form offers every event there is', () => {
  expect(EVENT_CHOICES.map(({ event }) => event).toSorted()).toEqual([...webhookEvent.options].toSorted())
})

test('says what a webhook hears of', () => {
  expect(scopeText({ registry: null, namespace: '' })).toBe('every registry')
  expect(scopeText({ registry: 'main', namespace: 'team/web' })).toBe('team/web in main')
})
