import { expect, it } from 'vitest'
import { lastSeenOf } from './last-seen'

const tag = { digest: 'sha256:a', problem_code: null, missing_since: null, last_seen_at: 10 }

it.each([
  [tag, 30, 30],
  [tag, null, 10],
  [{ ...tag, last_seen_at: 40 }, 30, 40],
  [{ ...tag, missing_since: 20 }, 30, 10],
  [{ ...tag, problem_code: 'not-found' }, 30, 10],
  [{ ...tag, digest: null }, 30, 10],
])('%j of a repository compared at %j was last seen at %i', (seen, syncedAt, expected) => {
  expect(lastSeenOf(seen, syncedAt)).toBe(expected)
})
