import 'server-only'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { authorizeRepository } from '@/lib/catalog/authorize-place'
import { isHeldBy } from '@/lib/catalog/store/known'
import { findManifestIn, listChildren } from '@/lib/catalog/store/manifests'
import type { RepositoryPlace } from '@/lib/catalog/store/places'
import { announce } from '@/lib/changes/announce'
import { AppError, ForbiddenError, InvalidInputError } from '@/lib/core/errors'
import type { EvidenceType } from '@/lib/core/evidence-types'
import { newId } from '@/lib/core/ids'
import type { Executor } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import type { Digest } from '@/lib/oci/digest'
import { digestOf } from '@/lib/registry/verify'
import { evaluateHeld } from '../evaluate/evaluate-version'
import { readEvidence } from '../evidence/read-evidence'
import type { EvidenceSummary } from '../rules/evidence/summary'
import { type EvidenceRow, findSameEvidence, insertEvidence, keepPayload } from '../store/evidence'
import { findLine } from '../store/lines'
import { listVersionIdsOf } from '../store/version-ids'
import { holdVersion } from '../store/versions'

export interface NewEvidence {
  readonly registry: string
  readonly repository: string
  /** Never a tag: evidence is about exact bytes. */
  readonly digest: Digest
  readonly type: EvidenceType
  readonly payload: string
  readonly observedAt?: number | undefined
  readonly validUntil?: number | undefined
  readonly note?: string | undefined
  readonly url?: string | undefined
}

export interface AddedEvidence {
  readonly evidence: EvidenceRow
  /** The same bytes were said of the same digest before. */
  readonly isKnown: boolean
}

/** Clocks differ; what is further ahead is a mistake or a lie. */
const AHEAD_MAX_MS = 5 * 60 * 1000

/**
 * Adds a fact about a digest and judges every version of that digest anew. The same document sent again changes
 * nothing. @throws AppError `unknown-digest`, `invalid-evidence`, ForbiddenError
 */
export async function addEvidence(ctx: Context, input: NewEvidence): Promise<AddedEvidence> {
  const place = await authorizeRepository(ctx, 'evidence:add', input)
  refuseProducer(ctx, input.type)

  if (!(await isHeldBy(ctx.db.query, place.repository.id, input.digest))) {
    throw new AppError('unknown-digest', 'This repository is not known to hold this digest.')
  }
  const bytes = Buffer.from(input.payload, 'utf8')
  const summary = readEvidence(input.type, bytes)
  await refuseOthersReport(ctx.db.query, { place, digest: input.digest, summary })
  const evidence = evidenceOf(ctx, { place, input, summary, payloadDigest: digestOf(bytes) })

  return transaction(ctx.db, async (tx) => {
    await keepPayload(tx, evidence.payloadDigest, bytes)
    if (!(await insertEvidence(tx, evidence))) {
      const same = await findSameEvidence(tx, evidence)
      return { evidence: same ?? evidence, isKnown: true }
    }
    await recordAdded(ctx, tx, { evidence, registry: place.registry.name })
    await judgeAgain(ctx, tx, evidence)
    await announce(tx, { topic: `repository:${evidence.repositoryId}` })
    return { evidence, isKnown: false }
  })
}

/** A token may be limited to what its job produces, and no machine signs anything off. */
function refuseProducer({ actor }: Context, type: EvidenceType): void {
  if (actor.kind === 'token' && actor.evidenceTypes && !actor.evidenceTypes.includes(type)) {
    throw new ForbiddenError(`This API token adds no evidence of type ${type}.`)
  }
  if (type === 'EVD-007' && actor.kind === 'token') {
    throw new ForbiddenError('Only people sign off. Sign in as a person.')
  }
}

interface Reported {
  readonly place: RepositoryPlace
  readonly digest: Digest
  readonly summary: EvidenceSummary
}

/** A report that says what it speaks of has to speak of this digest, its config or one of its platforms. */
async function refuseOthersReport(db: Executor, { place, digest, summary }: Reported): Promise<void> {
  if (summary.subjects.length === 0) return
  const own = new Set<string>([digest])
  const digests = [digest, ...(await listChildren(db, digest)).map(({ child_digest }) => child_digest)]
  for (const one of digests) {
    own.add(one)
    const manifest = await findManifestIn(db, place.repository.id, one)
    if (manifest?.config_digest) own.add(manifest.config_digest)
  }
  if (summary.subjects.some((subject) => own.has(subject))) return
  throw new InvalidInputError('invalid-evidence', 'The document speaks of another image.')
}

interface Sent extends Reported {
  readonly input: NewEvidence
  readonly payloadDigest: string
}

function evidenceOf(ctx: Context, sent: Omit<Sent, 'digest'>): EvidenceRow {
  const { place, input, summary, payloadDigest } = sent
  const at = ctx.clock.now()
  const observedAt = input.observedAt ?? summary.madeAt ?? at
  if (observedAt > at + AHEAD_MAX_MS || observedAt < 0) {
    throw new InvalidInputError('invalid-evidence', 'It would be observed in the future.')
  }
  return {
    id: newId('evi', at),
    registryId: place.registry.id,
    repositoryId: place.repository.id,
    repository: place.repository.name,
    digest: input.digest,
    type: input.type,
    producerKind: ctx.actor.kind === 'token' ? 'ci' : 'user',
    producerId: ctx.actor.id,
    producer: ctx.actor.name,
    summary,
    payloadDigest,
    mediaType: input.payload.trimStart().startsWith('<') ? 'application/xml' : 'application/json',
    note: input.note ?? null,
    url: input.url ?? null,
    observedAt,
    validUntil: input.validUntil ?? null,
    createdAt: at,
  }
}

async function recordAdded(
  ctx: Context,
  tx: Executor,
  { evidence, registry }: { readonly evidence: EvidenceRow; readonly registry: string },
): Promise<void> {
  await record(ctx, tx, {
    type: 'golden.evidence-added',
    resource: `${registry}/${evidence.repository}@${evidence.digest}`,
    registryId: evidence.registryId,
    repository: evidence.repository,
    digest: evidence.digest,
    after: { type: evidence.type, payloadDigest: evidence.payloadDigest, observedAt: evidence.observedAt },
    facts: { evidence: evidence.id, tool: evidence.summary.tool },
  })
}

async function judgeAgain(ctx: Context, tx: Executor, { repositoryId, digest }: EvidenceRow): Promise<void> {
  for (const id of await listVersionIdsOf(tx, repositoryId, digest)) {
    const version = await holdVersion(tx, id)
    const line = version && (await findLine(tx, version.lineId))
    if (version !== undefined && line !== undefined) await evaluateHeld(ctx, tx, { line, version })
  }
}
