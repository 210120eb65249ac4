import { expect, it } from 'vitest'
import { explainCapabilities, explainClock } from './capability-report'
import type { Capabilities } from './queries'

const ALL_YES: Capabilities = {
  catalog: 'yes',
  tagPaging: 'yes',
  deleteEnabled: 'yes',
  deleteByTag: 'yes',
  referrersApi: 'yes',
  mount: 'yes',
  conditionalGet: 'yes',
  authentication: 'anonymous',
  realm: null,
  server: null,
  latencyMs: 3,
  clockSkewMs: 0,
}

it('names the setting that allows deletes where they are refused, and only there', () => {
  const refused = explainCapabilities({ ...ALL_YES, deleteEnabled: 'no' })

  expect(refused.find((line) => line.setting)?.setting).toBe('REGISTRY_STORAGE_DELETE_ENABLED=true')
  expect(explainCapabilities(ALL_YES).some((line) => line.setting)).toBe(false)
})

it.each([
  [null, false],
  [29_000, false],
  [-29_000, false],
  [30_000, true],
  [-300_000, true],
])('tells of a clock that is %s ms ahead only where it matters: %s', (skewMs, isTold) => {
  expect(explainClock(skewMs).isTold).toBe(isTold)
})

it('says which way a clock is off', () => {
  expect(explainClock(300_000).text).toContain('5m 0s ahead of Assay')
  expect(explainClock(-300_000).text).toContain('5m 0s behind Assay')
})

it('never reads an unknown as a no', () => {
  const [catalog] = explainCapabilities({ ...ALL_YES, catalog: 'unknown' })

  expect(catalog).toMatchObject({ state: 'unknown', tone: 'neutral' })
  expect(catalog?.meaning).not.toContain('does not')
})
