import type { Digest } from '@/lib/oci/digest'

/** Exactly what somebody decided on. An approval of anything else counts for nothing. */
export interface Basis {
  readonly digest: Digest
  /** Digest of the policy's canonical JSON. */
  readonly policyDigest: string
  /** Digest of what all requirements said, waivers included. */
  readonly evidenceDigest: string
}

export interface Approval {
  readonly userId: string
  readonly basis: Basis
  /** Epoch ms. */
  readonly at: number
}

export interface Approver {
  /** Only people approve; an API token or the system never does. */
  readonly kind: 'user' | 'token' | 'system' | 'anonymous'
  readonly id: string
  /** As registries name people in their events. */
  readonly name: string
  readonly groups: readonly string[]
}

export interface ApprovalFacts {
  readonly approver: Approver
  readonly nominatorId: string
  /** Names of who pushed the digest, by the events that said so; empty when nobody knows. */
  readonly pushers: readonly string[]
  readonly approverGroups: readonly string[]
  readonly approvals: readonly Approval[]
  readonly basis: Basis
  /** What the approver saw when deciding. */
  readonly seen: Basis
}

export type ApprovalRefusal =
  | 'not-a-person'
  | 'is-nominator'
  | 'is-pusher'
  | 'not-in-group'
  | 'changed-since-seen'
  | 'approved-already'

/** Why somebody may not approve; null when they may. Nobody's role, not even an admin's, lifts any of it. */
export function refuseApproval(facts: ApprovalFacts): ApprovalRefusal | null {
  const { approver, approverGroups } = facts
  if (approver.kind !== 'user') return 'not-a-person'
  if (approver.id === facts.nominatorId) return 'is-nominator'
  if (facts.pushers.some((name) => folded(name) === folded(approver.name))) return 'is-pusher'
  const isInGroup = approverGroups.some((group) => approver.groups.includes(group))
  if (approverGroups.length > 0 && !isInGroup) return 'not-in-group'
  if (!isSameBasis(facts.seen, facts.basis)) return 'changed-since-seen'
  const has = validApprovals(facts.approvals, facts.basis).some(({ userId }) => userId === approver.id)
  return has ? 'approved-already' : null
}

/** The approvals that hold for a basis, one for each person, the first of each. */
export function validApprovals(approvals: readonly Approval[], basis: Basis): readonly Approval[] {
  const people = new Set<string>()
  return approvals
    .toSorted((one, other) => one.at - other.at)
    .filter((approval) => {
      if (!isSameBasis(approval.basis, basis) || people.has(approval.userId)) return false
      people.add(approval.userId)
      return true
    })
}

export function isSameBasis(one: Basis, other: Basis): boolean {
  return (
    one.digest === other.digest &&
    one.policyDigest === other.policyDigest &&
    one.evidenceDigest === other.evidenceDigest
  )
}

const folded = (name: string) => name.normalize('NFKC').toLowerCase()
