import { describe, expect, it } from 'vitest'
import { evaluate, type Outcome, type PolicyDocument, type Requirement, type Result } from './policy'

const NOW = 1_760_000_000_000
const DAY_MS = 24 * 60 * 60 * 1000

const requirement = (more: Partial<Requirement> = {}): Requirement => ({
  id: 'scan',
  kind: 'evidence',
  ref: 'EVD-002',
  params: {},
  level: 'block',
  maxAgeDays: 7,
  isWaivable: true,
  ...more,
})
const policyOf = (...requirements: Requirement[]): PolicyDocument => ({
  requirements,
  approvalsMin: 1,
  approverGroups: [],
  validityDays: 90,
  graceDays: 30,
  waiverDaysMax: 30,
  platforms: [],
})
const result = (outcome: Outcome, more: Partial<Result> = {}): Result => ({
  requirementId: 'scan',
  outcome,
  observedAt: NOW - DAY_MS,
  detail: '',
  ...more,
})
const blocks = (asked: Requirement, results: readonly Result[], waivedUntil?: number) =>
  evaluate(policyOf(asked), {
    results,
    waivers: waivedUntil === undefined ? [] : [{ requirementId: 'scan', expiresAt: waivedUntil }],
    now: NOW,
  })[0]?.isBlocking

describe('what keeps a version from becoming golden', () => {
  it.each([
    ['a pass does not', result('pass'), false],
    ['a warning does not', result('warn'), false],
    ['what does not apply does not', result('not-applicable'), false],
    ['a failure does', result('fail'), true],
    ['I12: an unknown does', result('unknown'), true],
    ['a pass that is too old does', result('pass', { observedAt: NOW - 8 * DAY_MS }), true],
    ['a pass of the last day allowed does not', result('pass', { observedAt: NOW - 7 * DAY_MS }), false],
    ['I12: a pass of unknown age does', result('pass', { observedAt: null }), true],
  ])('%s', (_title, known, expected) => {
    expect(blocks(requirement(), [known])).toBe(expected)
  })

  it('I12: a requirement nobody has answered blocks and is called unknown', () => {
    const [finding] = evaluate(policyOf(requirement()), { results: [], waivers: [], now: NOW })
    expect(finding).toMatchObject({ outcome: 'unknown', isBlocking: true, observedAt: null })
  })

  it('what only warns never blocks', () => {
    expect(blocks(requirement({ level: 'warn' }), [result('fail')])).toBe(false)
  })

  it('what is computed from the bytes does not age', () => {
    expect(blocks(requirement({ kind: 'check' }), [result('pass', { observedAt: null })])).toBe(false)
  })

  it('I14: a waiver covers its own requirement until it ends, and only one that may be waived', () => {
    expect(blocks(requirement(), [result('fail')], NOW + 1)).toBe(false)
    expect(blocks(requirement(), [result('fail')], NOW)).toBe(true)
    expect(blocks(requirement({ isWaivable: false }), [result('fail')], NOW + 1)).toBe(true)
    expect(blocks(requirement({ id: 'other' }), [], NOW + 1)).toBe(true)
  })
})
