import 'server-only'
import type { Context } from '@/lib/access/context'
import type { Executor } from '@/lib/db/connection'
import type { Evaluation } from './evaluate/evaluate-version'
import { guardClosure } from './guard-closure'
import { type Basis, validApprovals } from './rules/approval'
import { isReady, type Standing } from './rules/readiness'
import { DAY_MS } from './rules/version'
import { approvalsAmong, listDecisions, type NamedApproval } from './store/decisions'
import { listEvidenceRows } from './store/evidence'
import type { LineRow } from './store/lines'
import { changeVersion, type VersionRow } from './store/versions'
import { listWaivers } from './store/waivers'
import { writeDecision } from './write-decision'

export interface Candidate {
  readonly line: LineRow
  readonly version: VersionRow
  readonly evaluation: Evaluation
}

/** What a decision about a candidate is bound to now. */
export function basisOf({ version, evaluation }: Omit<Candidate, 'line'>): Basis {
  return {
    digest: version.digest,
    policyDigest: evaluation.policy.digest,
    evidenceDigest: evaluation.evidenceDigest,
  }
}

/** Where a candidate stands, with the approvals that hold. */
export async function standingOf(
  tx: Executor,
  candidate: Omit<Candidate, 'line'>,
): Promise<Standing & { readonly held: readonly NamedApproval[] }> {
  const approvals = approvalsAmong(await listDecisions(tx, candidate.version.id))
  const valid = new Set(validApprovals(approvals, basisOf(candidate)))
  const held = approvals.filter((approval) => valid.has(approval))
  return {
    findings: candidate.evaluation.findings,
    approvals: held.length,
    approvalsNeeded: candidate.evaluation.policy.document.approvalsMin,
    held,
  }
}

/** Marks a candidate golden when it has everything it takes; false when it has not. */
export async function markIfReady(ctx: Context, tx: Executor, candidate: Candidate): Promise<boolean> {
  const standing = await standingOf(tx, candidate)
  if (!isReady(standing)) return false

  const { line, version, evaluation } = candidate
  const at = ctx.clock.now()
  const { validityDays } = evaluation.policy.document
  const expiresAt = validityDays === null ? null : at + validityDays * DAY_MS
  await changeVersion(tx, version.id, { status: 'golden', marked_at: at, expires_at: expiresAt })
  await guardClosure(tx, { line, version }, at)
  await writeDecision(ctx, tx, {
    verb: 'mark',
    event: 'golden.marked',
    line,
    version,
    reason: null,
    basis: basisOf(candidate),
    before: { status: 'candidate' },
    after: { status: 'golden', expiresAt },
    facts: { expiresAt, ...(await caseFile(tx, candidate, standing.held)) },
  })
  return true
}

/** All that a decision rested on, as it was at that moment. */
export async function caseFile(
  tx: Executor,
  { line, version, evaluation }: Candidate,
  approvals: readonly NamedApproval[],
): Promise<Readonly<Record<string, unknown>>> {
  const evidence = await listEvidenceRows(tx, line.repositoryId, version.digest)
  const waivers = await listWaivers(tx, version.id)
  return {
    policyVersion: evaluation.policy.version,
    findings: evaluation.findings.map(({ requirement, ...finding }) => ({
      ...finding,
      ref: requirement.ref,
    })),
    evidence: evidence.map(({ id, type, payloadDigest, producer, observedAt }) => ({
      id,
      type,
      payloadDigest,
      producer,
      observedAt,
    })),
    waivers: waivers.filter(({ grantedAt }) => grantedAt !== null),
    approvals: approvals.map(({ userId, name, at }) => ({ userId, name, at })),
  }
}
