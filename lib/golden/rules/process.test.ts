import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '@/lib/core/canonical-json'
import { answersTo, type KnownEvidence } from './answers'
import { spokenOf } from './basis'
import type { EvidenceSummary } from './evidence/summary'
import { isExpiring } from './expiring'
import { isRestorable, refuseSecondPerson, refuseWaiver } from './four-eyes'
import { refuseAct, type VersionAct } from './may'
import type { Finding, PolicyDocument, Requirement } from './policy'
import { blockersOf, tallyOf, waitsFor } from './readiness'
import { STARTING_POLICY } from './starting-policy'
import { openRequest } from './verbs'
import { DAY_MS, type VersionState } from './version'
import { nameOf } from './version-name'

const NOW = 1_000 * DAY_MS
const requirement = (more: Partial<Requirement> = {}): Requirement => ({
  id: 'tests',
  kind: 'evidence',
  ref: 'EVD-001',
  params: {},
  level: 'block',
  maxAgeDays: 7,
  isWaivable: true,
  ...more,
})
const policyOf = (...requirements: Requirement[]): PolicyDocument => ({ ...STARTING_POLICY, requirements })
const finding = (more: Partial<Finding> = {}): Finding => ({
  requirementId: 'tests',
  outcome: 'pass',
  observedAt: NOW,
  detail: '3 passed.',
  requirement: requirement(),
  isStale: false,
  isWaived: false,
  isBlocking: false,
  ...more,
})
const said = (facts: EvidenceSummary['facts']): EvidenceSummary => ({
  format: 'junit',
  tool: null,
  madeAt: null,
  subjects: [],
  facts,
})
const tests = (failed: number, observedAt: number, validUntil: number | null = null): KnownEvidence => ({
  type: 'EVD-001',
  observedAt,
  validUntil,
  summary: said({ kind: 'tests', passed: 3, failed, skipped: 0, suites: [], failures: [] }),
})
const signed = (name: string, isPassed = true): KnownEvidence => ({
  type: 'EVD-007',
  observedAt: NOW,
  validUntil: null,
  summary: said({ kind: 'statement', isPassed, name }),
})
const answer = (asked: Requirement, evidence: readonly KnownEvidence[]) =>
  answersTo(policyOf(asked), {
    subject: null,
    attached: { facts: null, verify: () => null },
    evidence,
    now: NOW,
  })[0]?.outcome

describe('what is known of a requirement', () => {
  it('I12: is unknown where nobody sent it, where it is over, and where there is no such check', () => {
    expect(answer(requirement(), [])).toBe('unknown')
    expect(answer(requirement(), [tests(0, NOW - 1, NOW)])).toBe('unknown')
    expect(answer(requirement({ kind: 'check', ref: 'IMG-001' }), [])).toBe('unknown')
    expect(answer(requirement({ kind: 'check', ref: 'IMG-999' }), [])).toBe('unknown')
    expect(answer(requirement({ kind: 'manual', ref: 'Released' }), [])).toBe('unknown')
  })

  it('is what was observed last', () => {
    expect(answer(requirement(), [tests(0, NOW), tests(2, NOW - 1)])).toBe('pass')
    expect(answer(requirement(), [tests(2, NOW), tests(0, NOW - 1)])).toBe('fail')
  })

  it('is signed off by the id of an item or by its text, and by nothing else', () => {
    const item = requirement({ id: 'released', kind: 'manual', ref: 'Released by QA' })
    expect(answer(item, [signed('released')])).toBe('pass')
    expect(answer(item, [signed('Released by QA', false)])).toBe('fail')
    expect(answer(item, [signed('something else')])).toBe('unknown')
  })
})

describe('what an approval is bound to', () => {
  const spoken = (more: Partial<Finding>) => canonicalJson(spokenOf([finding(more)]))

  it('I8: changes with an outcome, its words, its age and a waiver', () => {
    const before = spoken({})
    for (const more of [
      { outcome: 'fail' as const },
      { detail: '2 passed.' },
      { isStale: true },
      { isWaived: true },
    ]) {
      expect(spoken(more)).not.toBe(before)
    }
  })

  it('I8: does not change with the time of the same report, nor with what a check counts in days', () => {
    expect(spoken({ observedAt: NOW + 1 })).toBe(spoken({}))
    const check = requirement({ kind: 'check', ref: 'IMG-014' })
    const aged = (detail: string) => spoken({ requirement: check, detail })
    expect(aged('Built 3 days ago.')).toBe(aged('Built 4 days ago.'))
  })

  it('is the same text for equal values, however they are written', () => {
    expect(canonicalJson({ b: [1, null], a: 'é"', c: undefined })).toBe('{"a":"é\\"","b":[1,null]}')
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).toReversed())
        expect(canonicalJson(reversed)).toBe(canonicalJson(value))
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
})

describe('a second person', () => {
  const asked = { askedById: 'usr_1', nominatorId: 'usr_2' }

  it.each([
    ['I9: is a person', { kind: 'token', id: 'tok_1' }, 'not-a-person'],
    ['I10: is not who asked', { kind: 'user', id: 'usr_1' }, 'asked-themselves'],
    ['I14: is not who nominated', { kind: 'user', id: 'usr_2' }, 'is-nominator'],
    ['is anybody else', { kind: 'user', id: 'usr_3' }, null],
  ] as const)('%s', (_title, person, expected) => {
    expect(refuseSecondPerson(person, asked)).toBe(expected)
  })

  it('I10: finds nothing to restore of what held a secret or was compromised', () => {
    expect(['secret', 'compromised', 'defect', 'other'].map(isRestorable)).toEqual([false, false, true, true])
  })

  it.each([
    ['I14: of a requirement there is not', { asks: undefined, days: 1 }, 'no-such-requirement'],
    ['I14: of one that nobody waives', { asks: { isWaivable: false }, days: 1 }, 'not-waivable'],
    ['I14: that is over', { asks: { isWaivable: true }, days: 0 }, 'over'],
    ['I14: for longer than the policy says', { asks: { isWaivable: true }, days: 31 }, 'too-long'],
    ['I14: for as long as the policy says', { asks: { isWaivable: true }, days: 30 }, null],
  ] as const)('%s', (_title, { asks, days }, expected) => {
    const expiresAt = NOW + days * DAY_MS
    expect(refuseWaiver({ requirement: asks, expiresAt, daysMax: 30, now: NOW })).toBe(expected)
  })

  it('answers what is open, and nothing that a later decision ended', () => {
    const decision = (verb: string) => ({ verb, actorId: 'usr_1', actorName: 'ann', at: 1, reason: null })
    const of = (...verbs: string[]) => openRequest(verbs.map(decision), 'restore')?.verb ?? null
    expect(of('mark', 'revoke', 'request-restore')).toBe('request-restore')
    expect(of('revoke', 'request-restore', 'restore')).toBeNull()
    expect(of('revoke', 'request-restore', 'restore', 'revoke')).toBeNull()
    expect(of('request-extend')).toBeNull()
  })
})

describe('what can be done to a version', () => {
  const facts = (state: VersionState) => ({
    state,
    isRevocationAhead: false,
    revocationCategory: null,
    isLineArchived: false,
    hasEnd: true,
  })
  const able = (act: VersionAct) =>
    (['candidate', 'golden', 'superseded', 'expired', 'rejected', 'revoked'] as const).filter(
      (state) => refuseAct(act, facts(state)) === null,
    )

  it.each([
    ['approve', ['candidate']],
    ['reject', ['candidate']],
    ['mark', ['candidate']],
    ['revoke', ['golden', 'superseded', 'expired']],
    ['restore', ['revoked']],
    ['extend', ['golden', 'superseded', 'expired']],
    ['promote', ['golden', 'superseded']],
  ] as const)('%s: %j', (act, states) => {
    expect(able(act)).toEqual(states)
  })

  it('is nothing in a line that is archived, and revoking never waits for what was announced', () => {
    expect(refuseAct('revoke', { ...facts('golden'), isLineArchived: true })).not.toBeNull()
    expect(refuseAct('revoke', { ...facts('golden'), isRevocationAhead: true })).toBeNull()
    expect(refuseAct('cancel-revocation', facts('golden'))).not.toBeNull()
    expect(refuseAct('extend', { ...facts('golden'), hasEnd: false })).not.toBeNull()
  })
})

describe('a candidate', () => {
  const missing = finding({ outcome: 'unknown', isBlocking: true, detail: 'Nobody has sent it yet.' })
  const failing = finding({ outcome: 'fail', isBlocking: true })

  it.each([
    ['checks', [failing, missing], 2],
    ['evidence', [missing], 2],
    ['approval', [finding()], 1],
    ['nothing', [finding()], 2],
  ] as const)('waits for %s', (expected, findings, approvals) => {
    expect(waitsFor({ findings, approvals, approvalsNeeded: 2 })).toBe(expected)
  })

  it('says everything it lacks', () => {
    const stale = finding({ isStale: true, isBlocking: true })
    expect(blockersOf({ findings: [missing, stale], approvals: 1, approvalsNeeded: 2 })).toEqual([
      'Its tests passed (tests): Nobody has sent it yet.',
      'Its tests passed (tests): too old to count.',
      '1 more approval is needed.',
    ])
    expect(tallyOf([missing, finding()])).toMatchObject({ pass: 1, unknown: 1, blocking: 1 })
  })

  it('is called by its tag or its digest, and by a number when that is taken', () => {
    const digest = `sha256:${'ab'.repeat(32)}`
    expect(nameOf({ tag: '1.0', digest }, 1)).toBe('1.0')
    expect(nameOf({ tag: null, digest }, 2)).toBe('abababababab-2')
  })

  it('expires soon in its last fourteen days, while it is in use', () => {
    expect(isExpiring('golden', NOW + 14 * DAY_MS, NOW)).toBe(true)
    expect(isExpiring('golden', NOW + 14 * DAY_MS + 1, NOW)).toBe(false)
    expect(isExpiring('revoked', NOW, NOW)).toBe(false)
    expect(isExpiring('golden', null, NOW)).toBe(false)
  })
})
