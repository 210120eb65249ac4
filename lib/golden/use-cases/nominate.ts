import 'server-only'
import type { Context } from '@/lib/access/context'
import { withDescendants } from '@/lib/catalog/store/known'
import { saveManifests, saveMembership } from '@/lib/catalog/store/save-manifests'
import { keepManifests } from '@/lib/cleanup/store/kept-manifests'
import { AppError, NotFoundError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import type { Executor } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { authorizeLine } from '../authorize-line'
import { judge } from '../evaluate/evaluate-version'
import { learnAttestations } from '../learn-attestations'
import { type ReadCandidate, readCandidate } from '../read-candidate'
import { DAY_MS } from '../rules/version'
import { nameOf } from '../rules/version-name'
import type { LineRow } from '../store/lines'
import { saveMembers } from '../store/members'
import { findPolicyVersion } from '../store/policies'
import { isVersionNameTaken } from '../store/version-ids'
import {
  changeVersion,
  findVersionOf,
  holdVersion,
  insertVersion,
  type NewVersion,
  type VersionRow,
} from '../store/versions'
import { writeDecision } from '../write-decision'

/** A candidate nobody decides about for longer than that has to be nominated anew. */
const KEPT_MS = 400 * DAY_MS
const NAMES_TRIED = 50

export interface Nomination {
  readonly line: string
  /** A tag, resolved once, or a digest. */
  readonly reference: string
  readonly name?: string | undefined
  readonly reason?: string | undefined
}

/**
 * Nominates what a tag names now, or a digest. From then on only the digest counts.
 * @throws AppError `unknown-digest`, `nominated-already`, `name-taken`, `wrong-state`
 */
export async function nominate(ctx: Context, input: Nomination): Promise<string> {
  const line = await authorizeLine(ctx, 'candidate:nominate', input.line)

  refuseClosedLine(line)
  const candidate = await readCandidate(ctx, line, input.reference)
  await learnAttestations(ctx, line, candidate.digest)

  const how = ctx.actor.kind === 'token' ? 'token' : 'person'
  const { name, reason } = input
  return transaction(ctx.db, (tx) => saveCandidate(ctx, tx, { line, candidate, how, name, reason }))
}

export function refuseClosedLine({ archivedAt, isPublished }: LineRow): void {
  if (archivedAt !== null) throw new AppError('wrong-state', 'The line is archived.')
  if (!isPublished) throw new AppError('wrong-state', 'The line is a draft. Its owner publishes it.')
}

export interface Nominated {
  readonly line: LineRow
  readonly candidate: ReadCandidate
  readonly how: NewVersion['nominatedHow']
  readonly name?: string | undefined
  readonly reason?: string | undefined
}

/** Writes a candidate down with its first evaluation. Gives its id. */
export async function saveCandidate(ctx: Context, tx: Executor, nominated: Nominated): Promise<string> {
  const { line, candidate } = nominated
  const at = ctx.clock.now()
  await keepContent(tx, { line, candidate, at })
  const found = await findVersionOf(tx, line.id, candidate.digest)
  const known = found && (await holdVersion(tx, found.id))
  refuseKnown(known)

  const policy = await findPolicyVersion(tx, line.policyId, line.policyVersion)
  if (policy === undefined) throw new NotFoundError()
  const { digest } = candidate
  const id = known?.id ?? newId('ver', at)
  const about = { line, digest, versionId: known?.id ?? null, policy, tag: candidate.tag }
  const evaluation = await judge(tx, about, at)
  const row = {
    ...rowOf(ctx, nominated),
    id,
    name: await freeName(tx, { ...nominated, known, id }),
    policyDigest: policy.digest,
    policyVersion: policy.version,
    evidenceDigest: evaluation.evidenceDigest,
    evaluatedAt: at,
    findings: evaluation.findings,
    approvalsNeeded: policy.document.approvalsMin,
  }
  if (known === undefined) await insertVersion(tx, row)
  else await renominate(tx, row)
  await saveMembers(tx, id, candidate.members)
  await writeDecision(ctx, tx, {
    verb: 'nominate',
    event: 'golden.nominated',
    line,
    version: row,
    reason: nominated.reason ?? null,
    basis: { digest, policyDigest: policy.digest, evidenceDigest: evaluation.evidenceDigest },
    after: { status: 'candidate', tag: candidate.tag, how: nominated.how },
  })
  return id
}

function rowOf({ actor, clock }: Context, { line, candidate, how }: Nominated) {
  return {
    lineId: line.id,
    digest: candidate.digest,
    mediaType: candidate.mediaType,
    tag: candidate.tag,
    nominatedByKind: actor.kind,
    // Who asks through an API token is the person it belongs to.
    nominatedById: actor.kind === 'token' ? actor.userId : actor.id,
    nominatedBy: actor.name,
    nominatedAt: clock.now(),
    nominatedHow: how,
  }
}

/** The index may not know it yet, and its bytes are kept in case somebody deletes them behind our back. */
async function keepContent(
  tx: Executor,
  { line, candidate, at }: { readonly line: LineRow; readonly candidate: ReadCandidate; readonly at: number },
): Promise<void> {
  await saveManifests(tx, candidate.additions)
  const digests = await withDescendants(tx, [candidate.digest])
  await saveMembership(tx, line.repositoryId, { digests, at })
  const manifests = candidate.closure.map(({ digest, content }) => ({ digest, ...content }))
  await keepManifests(tx, { manifests, until: at + KEPT_MS })
}

/** A rejected digest may be nominated again; its history stays. */
function refuseKnown(known: VersionRow | undefined): void {
  if (known === undefined || known.status === 'rejected') return
  if (known.status === 'revoked') {
    throw new AppError('wrong-state', 'This digest was revoked in this line. Only a restore brings it back.')
  }
  throw new AppError('nominated-already', 'This digest is a version of this line already.', {
    facts: { version: known.id },
  })
}

async function freeName(
  tx: Executor,
  {
    line,
    candidate,
    name,
    known,
    id,
  }: Nominated & { readonly known: VersionRow | undefined; readonly id: string },
): Promise<string> {
  const isTaken = (text: string) => isVersionNameTaken(tx, { lineId: line.id, name: text, except: id })
  if (name !== undefined) {
    if (await isTaken(name)) throw new AppError('name-taken', 'Another version of this line has this name.')
    return name
  }
  if (known !== undefined) return known.name
  for (let number = 1; number <= NAMES_TRIED; number += 1) {
    const wanted = nameOf(candidate, number)
    if (!(await isTaken(wanted))) return wanted
  }
  return candidate.digest
}

async function renominate(tx: Executor, row: NewVersion): Promise<void> {
  await changeVersion(tx, row.id, {
    status: 'candidate',
    name: row.name,
    tag: row.tag,
    policy_digest: row.policyDigest,
    policy_version: row.policyVersion,
    evidence_digest: row.evidenceDigest,
    nominated_by_kind: row.nominatedByKind,
    nominated_by_id: row.nominatedById,
    nominated_by: row.nominatedBy,
    nominated_at: row.nominatedAt,
    nominated_how: row.nominatedHow,
    evaluated_at: row.evaluatedAt,
    findings: JSON.stringify(row.findings),
    approvals_needed: row.approvalsNeeded,
  })
}
