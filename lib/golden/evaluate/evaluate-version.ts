import 'server-only'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { findManifestIn } from '@/lib/catalog/store/manifests'
import type { Executor } from '@/lib/db/connection'
import { verifySignature } from '../attestations/verify-signature'
import { evidenceDigest } from '../hashes'
import { answersTo } from '../rules/answers'
import { validApprovals } from '../rules/approval'
import { evaluate, type Finding, type PolicyDocument } from '../rules/policy'
import { currentOf } from '../rules/version'
import { findAttestations } from '../store/attestations'
import { approvalsAmong, listDecisions } from '../store/decisions'
import { listEvidenceRows } from '../store/evidence'
import type { LineRow } from '../store/lines'
import { findPolicyByDigest, findPolicyVersion, type PolicyVersion } from '../store/policies'
import { changeVersion, listVersionFacts, touchEvaluation, type VersionRow } from '../store/versions'
import { listWaivers } from '../store/waivers'
import { loadSubject } from './load-subject'

export interface Evaluation {
  readonly policy: PolicyVersion
  readonly findings: readonly Finding[]
  readonly evidenceDigest: string
}

interface Judged {
  readonly line: LineRow
  readonly digest: string
  /** Absent for what is only about to be nominated. */
  readonly versionId: string | null
  readonly policy: PolicyVersion
  /** The tag it was nominated by; null for none. */
  readonly tag: string | null
}

/** Holds a digest against a policy with everything that is known now. Changes nothing. */
export async function judge(db: Executor, judged: Judged, now: number): Promise<Evaluation> {
  const { line, digest, versionId, policy, tag } = judged
  const currentSize = await sizeInForce(db, line, { except: digest, now })
  const subject = await loadSubject(db, {
    repositoryId: line.repositoryId,
    digest,
    currentSize,
    nominatedTag: tag,
    now,
  })
  const attached = await attachedTo(db, line.repositoryId, digest)
  const evidence = await listEvidenceRows(db, line.repositoryId, digest)
  const waivers = versionId === null ? [] : await listWaivers(db, versionId)
  const findings = evaluateAll(policy.document, {
    subject: subject ?? null,
    attached,
    evidence,
    waivers: waivers.filter(({ grantedAt }) => grantedAt !== null),
    now,
  })
  return { policy, findings, evidenceDigest: evidenceDigest(findings) }
}

/** What is attached to a digest, as the registry said when it was asked last. */
export async function attachedTo(db: Executor, repositoryId: string, digest: string) {
  const read = await findAttestations(db, repositoryId, digest)
  return { facts: read?.facts ?? null, verify: verifySignature }
}

function evaluateAll(
  document: PolicyDocument,
  known: Parameters<typeof answersTo>[1] & {
    readonly waivers: Parameters<typeof evaluate>[1]['waivers']
  },
): readonly Finding[] {
  const { waivers, now } = known
  return evaluate(document, { results: answersTo(document, known), waivers, now })
}

/**
 * Evaluates a version that is held, and writes down what came of it. A candidate is judged by the line's newest
 * policy; what was marked by that it was marked by, unless `isRenewed`. Approvals of something else are void.
 */
export async function evaluateHeld(
  ctx: Context,
  tx: Executor,
  {
    line,
    version,
    isRenewed = false,
  }: { readonly line: LineRow; readonly version: VersionRow; readonly isRenewed?: boolean },
): Promise<Evaluation> {
  const now = ctx.clock.now()
  const policy = await policyFor(tx, { line, version, isRenewed })
  const { id: versionId, digest, tag } = version
  const evaluation = await judge(tx, { line, digest, versionId, policy, tag }, now)
  const { findings } = evaluation
  const isSame =
    evaluation.evidenceDigest === version.evidenceDigest && policy.digest === version.policyDigest
  if (isSame) {
    await touchEvaluation(tx, version.id, { evaluatedAt: now, findings })
    return evaluation
  }
  await changeVersion(tx, version.id, {
    policy_digest: policy.digest,
    policy_version: policy.version,
    evidence_digest: evaluation.evidenceDigest,
    approvals_needed: policy.document.approvalsMin,
    evaluated_at: now,
    findings: JSON.stringify(findings),
  })
  if (version.status === 'candidate') await tellVoided(ctx, tx, { line, version, evaluation })
  return evaluation
}

async function policyFor(
  tx: Executor,
  { line, version, isRenewed }: { line: LineRow; version: VersionRow; isRenewed: boolean },
): Promise<PolicyVersion> {
  const isNewest = isRenewed || version.status === 'candidate' || version.status === 'rejected'
  const policy = isNewest
    ? await findPolicyVersion(tx, line.policyId, line.policyVersion)
    : await findPolicyByDigest(tx, version.policyDigest)
  if (policy === undefined) throw new Error(`The policy of ${line.name} is not there.`)
  return policy
}

/** Those who approved are told by the log that it no longer counts. */
async function tellVoided(
  ctx: Context,
  tx: Executor,
  { line, version, evaluation }: { line: LineRow; version: VersionRow; evaluation: Evaluation },
): Promise<void> {
  const { digest, policyDigest, evidenceDigest: before } = version
  const approvals = approvalsAmong(await listDecisions(tx, version.id))
  const held = validApprovals(approvals, { digest, policyDigest, evidenceDigest: before })
  if (held.length === 0) return
  await record(ctx, tx, {
    type: 'golden.approvals-voided',
    resource: `${line.registry}/${line.repository}@${digest}`,
    registryId: line.registryId,
    repository: line.repository,
    digest,
    before: { policyDigest, evidenceDigest: before },
    after: { policyDigest: evaluation.policy.digest, evidenceDigest: evaluation.evidenceDigest },
    facts: { line: line.name, version: version.name, approvals: held.map(({ userId }) => userId) },
  })
}

async function sizeInForce(
  db: Executor,
  line: LineRow,
  { except, now }: { readonly except: string; readonly now: number },
): Promise<number | null> {
  const current = currentOf(await listVersionFacts(db, [line.id]), now)
  if (current === undefined || current.digest === except) return null
  const manifest = await findManifestIn(db, line.repositoryId, current.digest)
  return manifest?.total_size ?? null
}
