import 'server-only'
import { sql, type Updateable } from 'kysely'
import { z } from 'zod'
import { policyRequirement } from '@/lib/core/golden-policy'
import type { Executor } from '@/lib/db/connection'
import type { Position } from '@/lib/db/cursor'
import type { GoldenVersionTable } from '@/lib/db/schema'
import { type Digest, parseDigest } from '@/lib/oci/digest'
import type { Finding } from '../rules/policy'
import type { VersionFacts } from '../rules/version'

export interface VersionRow extends VersionFacts {
  readonly name: string
  readonly mediaType: string
  readonly tag: string | null
  readonly policyDigest: string
  readonly policyVersion: number
  readonly evidenceDigest: string
  readonly nominatedByKind: string
  readonly nominatedById: string
  readonly nominatedBy: string
  readonly nominatedAt: number
  readonly nominatedHow: 'person' | 'token' | 'tag-pattern'
  readonly revocationCategory: string | null
  readonly revocationReason: string | null
  readonly evaluatedAt: number
  readonly findings: readonly Finding[]
  readonly approvalsNeeded: number
  readonly revision: number
}

const findingsShape = z.array(
  z.object({
    requirementId: z.string(),
    outcome: z.enum(['pass', 'fail', 'warn', 'unknown', 'not-applicable']),
    observedAt: z.number().nullable(),
    detail: z.string(),
    requirement: policyRequirement,
    isStale: z.boolean(),
    isWaived: z.boolean(),
    isBlocking: z.boolean(),
  }),
)

function selectVersions(db: Executor) {
  return db.selectFrom('golden_version').selectAll()
}

type Row = Awaited<ReturnType<ReturnType<typeof selectVersions>['execute']>>[number]

function toVersion(row: Row): VersionRow {
  return {
    ...toFacts(row),
    name: row.name,
    mediaType: row.media_type,
    tag: row.tag,
    policyDigest: row.policy_digest,
    policyVersion: row.policy_version,
    evidenceDigest: row.evidence_digest,
    nominatedByKind: row.nominated_by_kind,
    nominatedById: row.nominated_by_id,
    nominatedBy: row.nominated_by,
    nominatedAt: row.nominated_at,
    nominatedHow: row.nominated_how,
    revocationCategory: row.revocation_category,
    revocationReason: row.revocation_reason,
    evaluatedAt: row.evaluated_at,
    findings: findingsShape.parse(JSON.parse(row.findings)),
    approvalsNeeded: row.approvals_needed,
    revision: row.revision,
  }
}

const FACTS = ['id', 'line_id', 'name', 'digest', 'status', 'marked_at', 'expires_at', 'revoke_at'] as const

function toFacts(row: Pick<Row, (typeof FACTS)[number]>): VersionFacts & { readonly name: string } {
  return {
    id: row.id,
    lineId: row.line_id,
    name: row.name,
    digest: parseDigest(row.digest),
    status: row.status,
    markedAt: row.marked_at,
    expiresAt: row.expires_at,
    revokeAt: row.revoke_at,
  }
}

export async function findVersion(db: Executor, id: string): Promise<VersionRow | undefined> {
  const row = await selectVersions(db).where('id', '=', id).executeTakeFirst()
  return row && toVersion(row)
}

/** The version of a digest in a line. */
export async function findVersionOf(
  db: Executor,
  lineId: string,
  digest: string,
): Promise<VersionRow | undefined> {
  const row = await selectVersions(db)
    .where('line_id', '=', lineId)
    .where('digest', '=', digest)
    .executeTakeFirst()
  return row && toVersion(row)
}

/** Keeps others from deciding about a version until the transaction ends, and gives it as it is then. */
export async function holdVersion(tx: Executor, id: string): Promise<VersionRow | undefined> {
  await tx
    .updateTable('golden_version')
    .set({ revision: sql<number>`revision` })
    .where('id', '=', id)
    .execute()
  return findVersion(tx, id)
}

/** Versions of a line, the last nominated first, behind a position of (nominated, id). */
export async function listVersionRows(
  db: Executor,
  list: { readonly lineId: string; readonly limit: number; readonly after: Position | undefined },
): Promise<readonly VersionRow[]> {
  const { after } = list
  const rows = await selectVersions(db)
    .where('line_id', '=', list.lineId)
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(nominated_at, id) < (${after?.[0]}, ${after?.[1]})`),
    )
    .orderBy('nominated_at', 'desc')
    .orderBy('id', 'desc')
    .limit(list.limit)
    .execute()
  return rows.map(toVersion)
}

export async function countVersions(db: Executor, lineId: string): Promise<number> {
  const { total } = await db
    .selectFrom('golden_version')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('line_id', '=', lineId)
    .executeTakeFirstOrThrow()
  return total
}

const FACTS_MAX = 20_000

/** What the states of all versions of some lines follow from. */
export async function listVersionFacts(
  db: Executor,
  lineIds: readonly string[],
): Promise<readonly (VersionFacts & { readonly name: string })[]> {
  if (lineIds.length === 0) return []
  const rows = await db
    .selectFrom('golden_version')
    .select(FACTS)
    .where('line_id', 'in', [...lineIds])
    .orderBy('id')
    .limit(FACTS_MAX)
    .execute()
  return rows.map(toFacts)
}

/** Versions by their ids, at most 500. */
export async function listVersionsById(db: Executor, ids: readonly string[]): Promise<readonly VersionRow[]> {
  if (ids.length === 0) return []
  const rows = await selectVersions(db).where('id', 'in', ids.slice(0, 500)).execute()
  return rows.map(toVersion)
}

export type NewVersion = Omit<
  VersionRow,
  'status' | 'markedAt' | 'expiresAt' | 'revokeAt' | 'revocationCategory' | 'revocationReason' | 'revision'
>

export async function insertVersion(tx: Executor, version: NewVersion): Promise<void> {
  await tx
    .insertInto('golden_version')
    .values({
      id: version.id,
      line_id: version.lineId,
      name: version.name,
      digest: version.digest,
      media_type: version.mediaType,
      tag: version.tag,
      status: 'candidate',
      policy_digest: version.policyDigest,
      policy_version: version.policyVersion,
      evidence_digest: version.evidenceDigest,
      nominated_by_kind: version.nominatedByKind,
      nominated_by_id: version.nominatedById,
      nominated_by: version.nominatedBy,
      nominated_at: version.nominatedAt,
      nominated_how: version.nominatedHow,
      evaluated_at: version.evaluatedAt,
      findings: JSON.stringify(version.findings),
      approvals_needed: version.approvalsNeeded,
      revision: 1,
    })
    .execute()
}

/** Changes a version and raises its revision: whoever decides has to look again. */
export async function changeVersion(
  tx: Executor,
  id: string,
  change: Updateable<GoldenVersionTable>,
): Promise<void> {
  await tx
    .updateTable('golden_version')
    .set({ ...change, revision: sql<number>`revision + 1` })
    .where('id', '=', id)
    .execute()
}

/** Writes down an evaluation that said the same as before. */
export async function touchEvaluation(
  tx: Executor,
  id: string,
  evaluation: { readonly evaluatedAt: number; readonly findings: readonly Finding[] },
): Promise<void> {
  await tx
    .updateTable('golden_version')
    .set({ evaluated_at: evaluation.evaluatedAt, findings: JSON.stringify(evaluation.findings) })
    .where('id', '=', id)
    .execute()
}

export interface Member {
  readonly digest: Digest
  readonly platform: string | null
  readonly role: 'member' | 'closure'
}
