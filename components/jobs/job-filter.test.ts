import { expect, test } from 'vitest'
import { jobFilterState } from './job-filter'
import { ALL_JOBS, jobListQuery } from './job-list-query'

test('an address that says nothing, or something wrong, shows all jobs', () => {
  expect(jobFilterState.read(new URLSearchParams())).toEqual(ALL_JOBS)
  expect(jobFilterState.read(new URLSearchParams('kind=nonsense&state=asleep'))).toEqual(ALL_JOBS)
})

test('asks for what was chosen and nothing else', () => {
  const filter = jobFilterState.read(new URLSearchParams('kind=crawl&state=failed'))
  expect(jobListQuery(filter)).toEqual({ kind: 'crawl', state: 'failed' })
  expect(jobListQuery(ALL_JOBS)).toEqual({})
})
