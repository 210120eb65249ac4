import { describe, expect, it } from 'vitest'
import {
  changesOf,
  dropRequirement,
  listFrom,
  manualOf,
  type PolicyDraft,
  putRequirement,
  requirementOf,
} from './policy-draft'

const EMPTY: PolicyDraft = {
  requirements: [],
  approvalsMin: 2,
  approverGroups: [],
  validityDays: 90,
  graceDays: 14,
  waiverDaysMax: 30,
  platforms: [],
}
const ROOT = requirementOf({
  ref: 'IMG-001',
  kind: 'check',
  name: 'user-not-root',
  title: '',
  explanation: '',
  severity: 'high',
  defaults: {},
})

describe('a policy that is written', () => {
  it('says what a new version asks for, no longer asks for and changes', () => {
    const before = putRequirement(putRequirement(EMPTY, ROOT), manualOf('Released by QA', []))
    const after = {
      ...putRequirement(dropRequirement(before, 'released-by-qa'), { ...ROOT, level: 'warn' }),
      approvalsMin: 1,
      validityDays: null,
    }

    expect(changesOf(before, after)).toEqual([
      'no longer asks for released-by-qa',
      'changes user-not-root',
      'approvals: 2 → 1',
      'days of validity: 90 → without end',
    ])
    expect(changesOf(EMPTY, putRequirement(EMPTY, ROOT))).toEqual(['asks for user-not-root'])
    expect(changesOf(before, before)).toEqual([])
  })

  it('gives each manual item an id of its own, whatever its text', () => {
    expect(manualOf('Smoke test!', []).id).toBe('smoke-test')
    expect(manualOf('Smoke test?', ['smoke-test']).id).toBe('smoke-test-2')
    expect(manualOf('¿¡', []).id).toBe('item')
  })

  it('reads lists by comma and by line', () => {
    expect(listFrom(' linux/amd64, linux/arm64\n\n')).toEqual(['linux/amd64', 'linux/arm64'])
  })
})
