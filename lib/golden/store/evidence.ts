import 'server-only'
import { gunzipSync, gzipSync } from 'node:zlib'
import { z } from 'zod'
import { type EvidenceType, isEvidenceType } from '@/lib/core/evidence-types'
import type { Executor } from '@/lib/db/connection'
import { isDigest } from '@/lib/oci/digest'
import type { EvidenceSummary } from '../rules/evidence/summary'

const severity = z.enum(['critical', 'high', 'medium', 'low', 'negligible', 'unknown'])
const texts = z.array(z.string())
const facts = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('tests'),
    passed: z.number(),
    failed: z.number(),
    skipped: z.number(),
    suites: texts,
    failures: texts,
  }),
  z.object({
    kind: z.literal('vulnerabilities'),
    found: z.array(
      z.object({ id: z.string(), severity, isFixable: z.boolean().nullable(), component: z.string() }),
    ),
    dataAt: z.number().nullable(),
  }),
  z.object({ kind: z.literal('sbom'), components: z.number() }),
  z.object({ kind: z.literal('vex'), suppressed: texts, statements: z.number() }),
  z.object({ kind: z.literal('lint'), errors: z.number(), warnings: z.number(), notes: z.number() }),
  z.object({ kind: z.literal('score'), score: z.number(), outOf: z.number() }),
  z.object({ kind: z.literal('statement'), isPassed: z.boolean(), name: z.string() }),
])
const summaryShape = z.object({
  format: z.enum([
    'junit',
    'test-result',
    'trivy',
    'grype',
    'sarif',
    'cyclonedx',
    'spdx',
    'openvex',
    'statement',
    'score',
  ]),
  tool: z.string().nullable(),
  madeAt: z.number().nullable(),
  subjects: z.array(z.string().refine(isDigest)),
  facts,
})

export interface EvidenceRow {
  readonly id: string
  readonly registryId: string
  readonly repositoryId: string
  readonly repository: string
  readonly digest: string
  readonly type: EvidenceType
  readonly producerKind: 'ci' | 'user' | 'console'
  readonly producerId: string
  readonly producer: string
  readonly summary: EvidenceSummary
  readonly payloadDigest: string
  readonly mediaType: string
  readonly note: string | null
  readonly url: string | null
  readonly observedAt: number
  readonly validUntil: number | null
  readonly createdAt: number
}

function selectEvidence(db: Executor) {
  return db.selectFrom('golden_evidence').selectAll()
}

type Row = Awaited<ReturnType<ReturnType<typeof selectEvidence>['execute']>>[number]

function toEvidence(row: Row): EvidenceRow {
  if (!isEvidenceType(row.type)) throw new Error(`There is no evidence of type ${row.type}.`)
  return {
    id: row.id,
    registryId: row.registry_id,
    repositoryId: row.repository_id,
    repository: row.repository,
    digest: row.digest,
    type: row.type,
    producerKind: row.producer_kind,
    producerId: row.producer_id,
    producer: row.producer,
    summary: summaryShape.parse(JSON.parse(row.summary)),
    payloadDigest: row.payload_digest,
    mediaType: row.media_type,
    note: row.note,
    url: row.url,
    observedAt: row.observed_at,
    validUntil: row.valid_until,
    createdAt: row.created_at,
  }
}

const EVIDENCE_MAX = 200

/** What is known of a digest in a repository, the last observed first; at most 200. */
export async function listEvidenceRows(
  db: Executor,
  repositoryId: string,
  digest: string,
): Promise<readonly EvidenceRow[]> {
  const rows = await selectEvidence(db)
    .where('repository_id', '=', repositoryId)
    .where('digest', '=', digest)
    .orderBy('observed_at', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(EVIDENCE_MAX)
    .execute()
  return rows.map(toEvidence)
}

export async function findEvidence(db: Executor, id: string): Promise<EvidenceRow | undefined> {
  const row = await selectEvidence(db).where('id', '=', id).executeTakeFirst()
  return row && toEvidence(row)
}

/** The same bytes said of the same digest before. */
export async function findSameEvidence(
  db: Executor,
  same: Pick<EvidenceRow, 'repositoryId' | 'digest' | 'type' | 'payloadDigest'>,
): Promise<EvidenceRow | undefined> {
  const row = await selectEvidence(db)
    .where('repository_id', '=', same.repositoryId)
    .where('digest', '=', same.digest)
    .where('type', '=', same.type)
    .where('payload_digest', '=', same.payloadDigest)
    .executeTakeFirst()
  return row && toEvidence(row)
}

/** Adds a piece of evidence; false when the same was said of the same digest before. */
export async function insertEvidence(tx: Executor, evidence: EvidenceRow): Promise<boolean> {
  const added = await tx
    .insertInto('golden_evidence')
    .values({
      id: evidence.id,
      registry_id: evidence.registryId,
      repository_id: evidence.repositoryId,
      repository: evidence.repository,
      digest: evidence.digest,
      type: evidence.type,
      producer_kind: evidence.producerKind,
      producer_id: evidence.producerId,
      producer: evidence.producer,
      tool: evidence.summary.tool,
      summary: JSON.stringify(evidence.summary),
      payload_digest: evidence.payloadDigest,
      media_type: evidence.mediaType,
      note: evidence.note,
      url: evidence.url,
      observed_at: evidence.observedAt,
      valid_until: evidence.validUntil,
      created_at: evidence.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

/** Keeps the bytes of a piece of evidence, once for each digest. */
export async function keepPayload(tx: Executor, digest: string, bytes: Uint8Array): Promise<void> {
  await tx
    .insertInto('golden_payload')
    .values({ digest, size: bytes.length, body: gzipSync(bytes).toString('base64') })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function findPayload(db: Executor, digest: string): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('golden_payload')
    .select('body')
    .where('digest', '=', digest)
    .executeTakeFirst()
  return row && gunzipSync(Buffer.from(row.body, 'base64'))
}
