import { expect, it } from 'vitest'
import { deniedAction, differences, eventTitle, groupTypes, toneOf } from './describe-event'

it('says types as people do and groups them by what they are about', () => {
  expect(eventTitle('hook-secret.created')).toBe('Hook secret created')
  expect(groupTypes(['user.created', 'tag.deleted', 'user.changed'])).toEqual([
    ['Tag', ['tag.deleted']],
    ['User', ['user.changed', 'user.created']],
  ])
})

it('shows what was and what is, and tells absent from null', () => {
  expect(differences({ before: { url: 'a', ca: null }, after: { url: 'b', roles: ['x'] } })).toEqual([
    { name: 'url', before: 'a', after: 'b', isChanged: true },
    { name: 'ca', before: 'null', after: undefined, isChanged: true },
    { name: 'roles', before: undefined, after: '["x"]', isChanged: true },
  ])
  expect(differences({ before: null, after: null })).toEqual([])
})

it('marks what was refused and what took something away', () => {
  expect(toneOf({ outcome: 'denied', type: 'access.denied' })).toBe('danger')
  expect(toneOf({ outcome: 'done', type: 'token.revoked' })).toBe('warn')
  expect(toneOf({ outcome: 'done', type: 'user.created' })).toBe('neutral')
  expect(deniedAction({ type: 'access.denied', facts: { action: 'tag:delete' } })).toBe('tag:delete')
  expect(deniedAction({ type: 'user.changed', facts: { action: 'x' } })).toBeNull()
})
