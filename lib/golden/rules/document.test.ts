import { describe, expect, it } from 'vitest'
import { policyDocument } from '@/lib/core/golden-policy'
import { CATALOGUE, findItem } from './catalogue'
import { faultOfPolicy } from './document'
import { evaluate, type Requirement } from './policy'
import { STARTING_POLICY } from './starting-policy'

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

describe('a policy', () => {
  it('to begin with can be published, and asks for what there is', () => {
    expect(policyDocument.parse(STARTING_POLICY)).toEqual(STARTING_POLICY)
    expect(faultOfPolicy(STARTING_POLICY)).toBeNull()
    const nothing = evaluate(STARTING_POLICY, { results: [], waivers: [], now: 0 })
    expect(nothing.filter(({ isBlocking }) => isBlocking)).toHaveLength(9)
  })

  it.each([
    ['asks for nothing', { requirements: [], approvalsMin: 0 }],
    [
      'only warns, and takes no approval',
      { requirements: [requirement({ level: 'warn' })], approvalsMin: 0 },
    ],
    ['asks for a check there is none of', { requirements: [requirement({ kind: 'check', ref: 'IMG-099' })] }],
    ['takes evidence for a check', { requirements: [requirement({ kind: 'check' })] }],
    ['asks for less than no test', { requirements: [requirement({ params: { testsMin: -1 } })] }],
    ['writes a number as a text', { requirements: [requirement({ params: { testsMin: '10' } })] }],
  ])('is refused that %s', (_title, more) => {
    expect(faultOfPolicy({ ...STARTING_POLICY, ...more })).not.toBeNull()
  })

  it('can ask for 24 checks of images, 5 of attestations and 8 types of evidence, each explained', () => {
    const count = (prefix: string) => CATALOGUE.filter(({ ref }) => ref.startsWith(prefix)).length
    expect([count('IMG-'), count('ATT-'), count('EVD-')]).toEqual([24, 5, 8])
    for (const { title, explanation, remedy } of CATALOGUE) {
      expect(Math.min(title.length, explanation.length, remedy.length)).toBeGreaterThan(5)
    }
    expect(new Set(CATALOGUE.map(({ ref }) => ref)).size).toBe(CATALOGUE.length)
    expect(findItem('IMG-001')?.name).toBe('user-not-root')
  })
})
