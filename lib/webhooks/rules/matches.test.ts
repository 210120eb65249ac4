import { expect, it } from 'vitest'
import { matches } from './matches'

const all = { events: ['tag.moved'], registryId: null, namespace: '' }
const place = { type: 'tag.moved', registryId: 'reg_1', repository: 'team/web/app' }

it.each([
  { title: 'everything of the kinds it asked for', scope: all, place, expected: true },
  { title: 'no other kind', scope: all, place: { ...place, type: 'tag.deleted' }, expected: false },
  { title: 'its registry', scope: { ...all, registryId: 'reg_1' }, place, expected: true },
  { title: 'no other registry', scope: { ...all, registryId: 'reg_2' }, place, expected: false },
  { title: 'what is below its namespace', scope: { ...all, namespace: 'team/web' }, place, expected: true },
  {
    title: 'the repository of that very name',
    scope: { ...all, namespace: 'team/web/app' },
    place,
    expected: true,
  },
  {
    title: 'nothing that only begins like it',
    scope: { ...all, namespace: 'team/we' },
    place,
    expected: false,
  },
  {
    title: 'nothing of a whole registry where it asked for a namespace',
    scope: { ...all, namespace: 'team' },
    place: { ...place, repository: null },
    expected: false,
  },
])('a webhook hears of $title', ({ scope, place, expected }) => {
  expect(matches(scope, place)).toBe(expected)
})
