import { describe, expect, it } from 'vitest'
import { parseDigest } from '@/lib/oci/digest'
import { type Approval, type ApprovalFacts, type Basis, refuseApproval, validApprovals } from './approval'

const BASIS: Basis = {
  digest: parseDigest(`sha256:${'a'.repeat(64)}`),
  policyDigest: 'policy one',
  evidenceDigest: 'evidence one',
}
const CHANGES: readonly Basis[] = [
  { ...BASIS, digest: parseDigest(`sha256:${'b'.repeat(64)}`) },
  { ...BASIS, policyDigest: 'policy two' },
  { ...BASIS, evidenceDigest: 'evidence two' },
]
const facts = (more: Partial<ApprovalFacts> = {}): ApprovalFacts => ({
  approver: { kind: 'user', id: 'usr_1', name: 'ann', groups: ['platform'] },
  nominatorId: 'usr_9',
  pushers: ['ci-robot'],
  approverGroups: [],
  approvals: [],
  basis: BASIS,
  seen: BASIS,
  ...more,
})
const approval = (userId: string, basis = BASIS, at = 1): Approval => ({ userId, basis, at })

describe('who may approve', () => {
  it('somebody who neither nominated nor pushed', () => {
    expect(refuseApproval(facts())).toBeNull()
  })

  it.each([
    [
      'I9: no API token',
      { approver: { kind: 'token', id: 'tok_1', name: 'ci', groups: [] } },
      'not-a-person',
    ],
    [
      'I9: not the system',
      { approver: { kind: 'system', id: 'system', name: 'system', groups: [] } },
      'not-a-person',
    ],
    ['I9: not who nominated it', { nominatorId: 'usr_1' }, 'is-nominator'],
    ['I9: not who pushed it', { pushers: ['bob', 'ann'] }, 'is-pusher'],
    ['I9: not who pushed it, spelled otherwise', { pushers: ['ANN'] }, 'is-pusher'],
    ['nobody outside of the groups asked for', { approverGroups: ['security'] }, 'not-in-group'],
    ['nobody twice', { approvals: [approval('usr_1')] }, 'approved-already'],
  ] as const)('%s', (_title, more, expected) => {
    expect(refuseApproval(facts(more))).toBe(expected)
  })

  it('I8: nobody who saw something else than what would be approved', () => {
    for (const seen of CHANGES) expect(refuseApproval(facts({ seen }))).toBe('changed-since-seen')
  })

  it('somebody whose earlier approval was of something else', () => {
    for (const basis of CHANGES) {
      expect(refuseApproval(facts({ approvals: [approval('usr_1', basis)] }))).toBeNull()
    }
  })
})

describe('the approvals that hold', () => {
  it('I9: count each person once', () => {
    const counted = validApprovals(
      [approval('usr_1', BASIS, 5), approval('usr_1', BASIS, 2), approval('usr_2')],
      BASIS,
    )
    expect(counted.map(({ userId, at }) => [userId, at])).toEqual([
      ['usr_2', 1],
      ['usr_1', 2],
    ])
  })

  it('I8: are void for another digest, policy or evidence', () => {
    for (const basis of CHANGES) expect(validApprovals([approval('usr_1')], basis)).toEqual([])
  })
})
