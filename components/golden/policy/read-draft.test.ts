import { describe, expect, it } from 'vitest'
import { manualOf, type PolicyDraft } from './policy-draft'
import { readDraft } from './read-draft'

const DRAFT: PolicyDraft = {
  requirements: [{ ...manualOf('Released', []), params: { days: 3, names: ['a'], strict: true } }],
  approvalsMin: 2,
  approverGroups: ['sre'],
  validityDays: null,
  graceDays: 14,
  waiverDaysMax: 30,
  platforms: ['linux/arm64'],
}

function messageOf(change: object): string {
  const read = readDraft(JSON.stringify({ ...DRAFT, ...change }))
  return read.kind === 'wrong' ? read.message : ''
}

describe('a policy as text', () => {
  it('reads back as it was written', () => {
    expect(readDraft(JSON.stringify(DRAFT))).toEqual({ kind: 'draft', draft: DRAFT })
  })

  it('says what is wrong with it, by name', () => {
    expect(readDraft('{').kind).toBe('wrong')
    expect(readDraft('[]')).toMatchObject({ message: 'The policy is an object.' })
    expect(messageOf({ requirements: 1 })).toBe('requirements is a list.')
    expect(messageOf({ approvalsMin: '2' })).toBe('approvalsMin is a number.')
    expect(messageOf({ validityDays: 'soon' })).toBe('validityDays is a number of days, or null.')
    expect(messageOf({ platforms: [1] })).toBe('platforms is a list of texts.')
    expect(messageOf({ requirements: [{ id: 'x', ref: 'x', kind: 'guess' }] })).toContain('kind of x')
    expect(messageOf({ requirements: [{ ...DRAFT.requirements[0], params: { at: null } }] })).toContain(
      'at of released',
    )
  })
})
