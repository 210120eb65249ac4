/** What a check or a piece of evidence says. Missing data is `unknown`, never a pass. */
export type Outcome = 'pass' | 'fail' | 'warn' | 'unknown' | 'not-applicable'

export type RequirementKind = 'check' | 'evidence' | 'manual'

/** One thing a policy asks of a digest. */
export interface Requirement {
  /** Of the requirement within its policy, such as `user-not-root`. */
  readonly id: string
  readonly kind: RequirementKind
  /** The check's or evidence's catalogue id, such as `IMG-001`; for a manual item its own text. */
  readonly ref: string
  readonly params: Readonly<Record<string, string | number | boolean | readonly string[]>>
  /** `block` keeps a version from becoming golden; `warn` tells. */
  readonly level: 'block' | 'warn'
  /** Days after which evidence is stale; null for never. */
  readonly maxAgeDays: number | null
  readonly isWaivable: boolean
}

/** An organisation's process, immutable once published and named by the digest of its canonical JSON. */
export interface PolicyDocument {
  readonly requirements: readonly Requirement[]
  /** Approvals by distinct people, 0 to 10. */
  readonly approvalsMin: number
  /** Groups of which an approver has to be in one; none for anybody who may approve. */
  readonly approverGroups: readonly string[]
  /** Days a version is golden; null for until it is revoked. */
  readonly validityDays: number | null
  /** Days teams have to move off a superseded version. */
  readonly graceDays: number
  /** The longest a waiver may hold. */
  readonly waiverDaysMax: number
  /** `os/arch[/variant]` that an index must run on. */
  readonly platforms: readonly string[]
}

/** What is known of one requirement for one digest. */
export interface Result {
  readonly requirementId: string
  readonly outcome: Outcome
  /** When it was observed; null for what is computed from the bytes and cannot age. */
  readonly observedAt: number | null
  /** For people: what was found, such as `user is root`. */
  readonly detail: string
}

export interface Waiver {
  readonly requirementId: string
  readonly expiresAt: number
}

export interface Finding extends Result {
  readonly requirement: Requirement
  readonly isStale: boolean
  readonly isWaived: boolean
  /** Whether it keeps the version from becoming golden. */
  readonly isBlocking: boolean
}

const DAY_MS = 24 * 60 * 60 * 1000

/** Holds what is known against what a policy asks. A requirement nobody has answered is unknown. */
export function evaluate(
  policy: PolicyDocument,
  {
    results,
    waivers,
    now,
  }: { readonly results: readonly Result[]; readonly waivers: readonly Waiver[]; readonly now: number },
): readonly Finding[] {
  const byRequirement = new Map(results.map((result) => [result.requirementId, result]))
  return policy.requirements.map((requirement) => {
    const result = byRequirement.get(requirement.id) ?? unanswered(requirement)
    const isStale = isTooOld(requirement, result, now)
    const isWaived = requirement.isWaivable && waivers.some((one) => covers(one, requirement, now))
    const isSatisfied = !isStale && SATISFYING.has(result.outcome)
    return {
      ...result,
      requirement,
      isStale,
      isWaived,
      isBlocking: requirement.level === 'block' && !isSatisfied && !isWaived,
    }
  })
}

/** What does not apply cannot be missed; a warning is told and does not block. */
const SATISFYING: ReadonlySet<Outcome> = new Set(['pass', 'warn', 'not-applicable'])

function unanswered({ id }: Requirement): Result {
  return { requirementId: id, outcome: 'unknown', observedAt: null, detail: 'Nothing is known yet.' }
}

/** What is computed from the bytes cannot age; evidence whose age is not known is not fresh. */
function isTooOld({ kind, maxAgeDays }: Requirement, { outcome, observedAt }: Result, now: number): boolean {
  if (kind === 'check' || maxAgeDays === null || outcome === 'unknown') return false
  return observedAt === null || now - observedAt > maxAgeDays * DAY_MS
}

function covers(waiver: Waiver, requirement: Requirement, now: number): boolean {
  return waiver.requirementId === requirement.id && now < waiver.expiresAt
}
