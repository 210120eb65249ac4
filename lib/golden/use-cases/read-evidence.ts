import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { can, type Decision } from '@/lib/access/rules/can'
import { authorizeRepository } from '@/lib/catalog/authorize-place'
import { openManifest } from '@/lib/catalog/open-manifest'
import { NotFoundError } from '@/lib/core/errors'
import { attachedTo } from '../evaluate/evaluate-version'
import { loadSubject } from '../evaluate/load-subject'
import { runCheck } from '../rules/answers'
import { CHECKS } from '../rules/catalogue'
import type { CheckResult } from '../rules/checks/check'
import { type EvidenceRow, findEvidence, findPayload, listEvidenceRows } from '../store/evidence'
import { findMarks, type GoldenMark } from '../store/marks'

export interface ImageTarget {
  readonly registry: string
  readonly repository: string
  readonly digest: string
}

export interface ImageEvidence {
  readonly items: readonly EvidenceRow[]
  readonly mayAdd: Decision
}

/** What is known of a digest, the last observed first. @throws NotFoundError */
export async function listEvidence(ctx: Context, target: ImageTarget): Promise<ImageEvidence> {
  const { registry, repository } = await authorizeRepository(ctx, 'manifest:read', target)

  const place = { registryId: registry.id, repository: repository.name }
  return {
    items: await listEvidenceRows(ctx.db.query, repository.id, target.digest),
    mayAdd: can(ctx.actor, 'evidence:add', place),
  }
}

/** A piece of evidence with its bytes as they were sent. @throws NotFoundError */
export async function getEvidencePayload(
  ctx: Context,
  input: { readonly evidence: string },
): Promise<{ readonly evidence: EvidenceRow; readonly text: string }> {
  if (ctx.actor.kind === 'anonymous') await authorize(ctx, 'manifest:read')
  const evidence = await findEvidence(ctx.db.query, input.evidence)
  if (evidence === undefined) throw new NotFoundError()
  const { registryId, repository } = evidence
  await authorize(ctx, 'manifest:read', { registryId, repository })

  const bytes = await findPayload(ctx.db.query, evidence.payloadDigest)
  if (bytes === undefined) throw new NotFoundError()
  return { evidence, text: Buffer.from(bytes).toString('utf8') }
}

export interface ImageChecks extends ImageEvidence {
  readonly results: readonly (CheckResult & { readonly ref: string })[]
  readonly marks: readonly GoldenMark[]
  readonly mayNominate: Decision
}

/** Runs every automatic check on an image, golden or not, with its defaults. @throws NotFoundError */
export async function getChecks(ctx: Context, target: ImageTarget): Promise<ImageChecks> {
  const { registry, repository } = await openManifest(ctx, target)

  const db = ctx.db.query
  const now = ctx.clock.now()
  const { digest } = target
  const asked = { repositoryId: repository.id, digest, currentSize: null, now }
  const subject = (await loadSubject(db, asked)) ?? null
  const attached = await attachedTo(db, repository.id, digest)
  const marks = await findMarks(db, repository.id, { digests: [digest], now })
  const place = { registryId: registry.id, repository: repository.name }
  return {
    results: CHECKS.flatMap(({ id }) => {
      const result = runCheck(id, {}, { subject, attached })
      return result === undefined ? [] : [{ ref: id, ...result }]
    }),
    marks: marks.get(digest) ?? [],
    items: await listEvidenceRows(db, repository.id, digest),
    mayAdd: can(ctx.actor, 'evidence:add', place),
    mayNominate: can(ctx.actor, 'candidate:nominate', place),
  }
}
