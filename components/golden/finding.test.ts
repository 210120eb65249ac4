import { describe, expect, it } from 'vitest'
import { type Finding, groupFindings, tallyOf } from './finding'

const PASSED: Finding = {
  requirementId: 'user-not-root',
  ref: 'IMG-001',
  title: 'Does not run as root',
  explanation: '',
  remedy: '',
  sources: [],
  level: 'block',
  outcome: 'pass',
  detail: '',
  observedAt: null,
  isStale: false,
  isWaived: false,
  isWaivable: true,
  isBlocking: false,
}

function keysOf(finding: Partial<Finding>) {
  return groupFindings([{ ...PASSED, ...finding }]).map(({ key }) => key)
}

describe('groups of findings', () => {
  it('puts what blocks first and leaves empty groups out', () => {
    const groups = groupFindings([PASSED, { ...PASSED, outcome: 'fail', isBlocking: true }])

    expect(groups.map(({ key }) => key)).toEqual(['blocking', 'fine'])
  })

  it('never counts the unknown, the stale and the warned as in order', () => {
    expect(keysOf({ outcome: 'unknown' })).toEqual(['attention'])
    expect(keysOf({ isStale: true })).toEqual(['attention'])
    expect(keysOf({ outcome: 'warn' })).toEqual(['attention'])
  })

  it('shows a waiver as one only where it is needed', () => {
    expect(keysOf({ outcome: 'fail', isWaived: true })).toEqual(['waived'])
    expect(keysOf({ isWaived: true })).toEqual(['fine'])
  })
})

describe('the tally', () => {
  it('counts the worst first and leaves out what nobody said', () => {
    expect(tallyOf([PASSED, PASSED, { ...PASSED, outcome: 'unknown' }])).toEqual([
      { outcome: 'unknown', count: 1 },
      { outcome: 'pass', count: 2 },
    ])
  })
})
