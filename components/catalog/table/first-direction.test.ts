import { expect, test } from 'vitest'
import { firstDirection } from './first-direction'

test.each([
  { title: 'dates start with the newest', current: '-name', next: 'created', expected: '-created' },
  {
    title: 'a second click turns the order round',
    current: '-created',
    next: 'created',
    expected: 'created',
  },
  { title: 'a third click turns it back', current: 'created', next: '-created', expected: '-created' },
  { title: 'names start with a', current: '-size', next: 'name', expected: 'name' },
])('$title', ({ current, next, expected }) => {
  expect(firstDirection(current, next)).toBe(expected)
})
