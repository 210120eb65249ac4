import { expect, it } from 'vitest'
import { newId } from './ids'

it('gives ids that say what they name and sort by the time they were made', () => {
  const earlier = newId('job', 1_700_000_000_000)
  const later = newId('job', 1_700_000_000_001)
  expect(earlier).toMatch(/^job_[a-z0-9]{20,40}$/)
  expect(earlier < later).toBe(true)
})

it('gives no id twice', () => {
  const ids = new Set(Array.from({ length: 10_000 }, () => newId('evt', 0)))
  expect(ids.size).toBe(10_000)
})
