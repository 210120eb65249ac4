import type { AttestationSubject } from './attestations/check'
import { findAttestationCheck, findImageCheck, findItem } from './catalogue'
import type { CheckResult, Params, SubjectFacts } from './checks/check'
import { judgeEvidence } from './evidence/judge'
import type { EvidenceSummary } from './evidence/summary'
import type { PolicyDocument, Requirement, Result } from './policy'

/** A piece of evidence as far as it matters to a requirement. */
export interface KnownEvidence {
  readonly type: string
  readonly summary: EvidenceSummary
  readonly observedAt: number
  /** From when on it says nothing any more; null for never. */
  readonly validUntil: number | null
}

export interface Known {
  /** Null where the index does not know the digest. */
  readonly subject: SubjectFacts | null
  /** What is attached to the digest; its facts are null while the registry was not asked. */
  readonly attached: Pick<AttestationSubject, 'facts' | 'verify'>
  /** The last observed first. */
  readonly evidence: readonly KnownEvidence[]
  readonly now: number
}

/** What is known of everything a policy asks. */
export function answersTo(policy: PolicyDocument, known: Known): readonly Result[] {
  return policy.requirements.map((requirement) => answerTo(requirement, policy, known))
}

function answerTo(requirement: Requirement, policy: PolicyDocument, known: Known): Result {
  if (requirement.kind === 'check') return checked(requirement, policy, known)
  const isAsked = requirement.kind === 'manual' ? isSignOff(requirement) : isOfType(requirement.ref)
  const newest = known.evidence.find(isAsked)
  if (newest === undefined) return unknownOf(requirement, MISSING[requirement.kind])
  if (newest.validUntil !== null && known.now >= newest.validUntil) {
    return unknownOf(requirement, 'What was sent is no longer valid.')
  }
  const params = { ...defaultsOf(requirement.ref), ...requirement.params }
  const { outcome, detail } = judgeEvidence({
    summary: newest.summary,
    params,
    suppressed: suppressedBy(known.evidence),
    now: known.now,
  })
  return { requirementId: requirement.id, outcome, detail, observedAt: newest.observedAt }
}

const MISSING = {
  evidence: 'Nobody has sent it yet.',
  manual: 'Nobody has signed it off yet.',
} as const

function checked(requirement: Requirement, policy: PolicyDocument, known: Known): Result {
  const answer = runCheck(requirement.ref, withPlatforms(requirement.params, policy), known)
  return answer === undefined
    ? unknownOf(requirement, 'There is no such check.')
    : { requirementId: requirement.id, observedAt: null, ...answer }
}

/** What one check says, with what its defaults and the parameters set; undefined where there is no such check. */
export function runCheck(
  ref: string,
  params: Params,
  { subject, attached }: Pick<Known, 'subject' | 'attached'>,
): CheckResult | undefined {
  const [image, attestation] = [findImageCheck(ref), findAttestationCheck(ref)]
  if (image === undefined && attestation === undefined) return undefined
  if (subject === null) return { outcome: 'unknown', detail: 'The index does not know this digest.' }
  if (image !== undefined) return image.run(subject, { ...image.defaults, ...params })
  const asked = { ...attached, images: subject.images }
  return attestation?.run(asked, { ...attestation.defaults, ...params })
}

/** A policy says its platforms once, for all requirements that ask for them. */
function withPlatforms(params: Params, { platforms }: PolicyDocument): Params {
  const own = params.platforms
  const isSaid = Array.isArray(own) && own.length > 0
  return isSaid || platforms.length === 0 ? params : { ...params, platforms }
}

function defaultsOf(ref: string): Params {
  return findItem(ref)?.defaults ?? {}
}

const isOfType = (ref: string) => (evidence: KnownEvidence) => evidence.type === ref

/** A checklist item is answered by its id or its text. */
const isSignOff =
  ({ id, ref }: Requirement) =>
  ({ type, summary }: KnownEvidence) =>
    type === 'EVD-007' &&
    summary.facts.kind === 'statement' &&
    (summary.facts.name === id || summary.facts.name === ref)

/** Vulnerabilities that the newest VEX document says do not matter. */
function suppressedBy(evidence: readonly KnownEvidence[]): ReadonlySet<string> {
  const vex = evidence.find(({ type }) => type === 'EVD-004')
  return new Set(vex?.summary.facts.kind === 'vex' ? vex.summary.facts.suppressed : [])
}

function unknownOf({ id }: Requirement, detail: string): Result {
  return { requirementId: id, outcome: 'unknown', observedAt: null, detail }
}
