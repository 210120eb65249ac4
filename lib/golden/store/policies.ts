import 'server-only'
import { sql } from 'kysely'
import { policyDocument } from '@/lib/core/golden-policy'
import type { Executor } from '@/lib/db/connection'
import type { PolicyDocument } from '../rules/policy'

export const POLICIES_MAX = 200
const VERSIONS_MAX = 1000

export interface PolicyVersion {
  readonly version: number
  readonly digest: string
  readonly document: PolicyDocument
  readonly reason: string
  readonly publishedBy: string
  readonly publishedAt: number
}

export interface PolicyRow {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly latestVersion: number
  readonly latest: PolicyVersion
  /** Lines that follow it and are not archived. */
  readonly lineCount: number
  readonly createdAt: number
  readonly createdBy: string
  readonly archivedAt: number | null
}

function selectPolicies(db: Executor) {
  return db
    .selectFrom('golden_policy as policy')
    .innerJoin('golden_policy_version as latest', (join) =>
      join.onRef('latest.policy_id', '=', 'policy.id').onRef('latest.version', '=', 'policy.latest_version'),
    )
    .select([
      'policy.id',
      'policy.name',
      'policy.description',
      'policy.latest_version',
      'policy.created_at',
      'policy.created_by',
      'policy.archived_at',
      'latest.version',
      'latest.digest',
      'latest.document',
      'latest.reason',
      'latest.published_by',
      'latest.published_at',
      sql<number>`(select count(*) from golden_line where golden_line.policy_id = policy.id
        and golden_line.archived_at is null)`.as('line_count'),
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectPolicies>['execute']>>[number]

function toPolicy(row: Row): PolicyRow {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    latestVersion: row.latest_version,
    latest: toVersion(row),
    lineCount: Number(row.line_count),
    createdAt: row.created_at,
    createdBy: row.created_by,
    archivedAt: row.archived_at,
  }
}

interface VersionColumns {
  readonly version: number
  readonly digest: string
  readonly document: string
  readonly reason: string
  readonly published_by: string
  readonly published_at: number
}

function toVersion(row: VersionColumns): PolicyVersion {
  return {
    version: row.version,
    digest: row.digest,
    document: policyDocument.parse(JSON.parse(row.document)),
    reason: row.reason,
    publishedBy: row.published_by,
    publishedAt: row.published_at,
  }
}

/** Every policy by name, archived ones last; at most 200. */
export async function listPolicyRows(db: Executor): Promise<readonly PolicyRow[]> {
  const rows = await selectPolicies(db)
    .orderBy(sql`case when policy.archived_at is null then 0 else 1 end`)
    .orderBy('policy.name')
    .limit(POLICIES_MAX)
    .execute()
  return rows.map(toPolicy)
}

export async function findPolicy(db: Executor, id: string): Promise<PolicyRow | undefined> {
  const row = await selectPolicies(db).where('policy.id', '=', id).executeTakeFirst()
  return row && toPolicy(row)
}

/** Whether another policy has a name. */
export async function isPolicyNameTaken(db: Executor, name: string, except: string): Promise<boolean> {
  const row = await db
    .selectFrom('golden_policy')
    .select('id')
    .where('name', '=', name)
    .where('id', '<>', except)
    .executeTakeFirst()
  return row !== undefined
}

const VERSION_COLUMNS = ['version', 'digest', 'document', 'reason', 'published_by', 'published_at'] as const

/** What was published of a policy, newest first; at most 1,000. */
export async function listPolicyVersions(db: Executor, policyId: string): Promise<readonly PolicyVersion[]> {
  const rows = await db
    .selectFrom('golden_policy_version')
    .select(VERSION_COLUMNS)
    .where('policy_id', '=', policyId)
    .orderBy('version', 'desc')
    .limit(VERSIONS_MAX)
    .execute()
  return rows.map(toVersion)
}

export async function findPolicyVersion(
  db: Executor,
  policyId: string,
  version: number,
): Promise<PolicyVersion | undefined> {
  const row = await db
    .selectFrom('golden_policy_version')
    .select(VERSION_COLUMNS)
    .where('policy_id', '=', policyId)
    .where('version', '=', version)
    .executeTakeFirst()
  return row && toVersion(row)
}

/** What a digest that a decision names asked for. */
export async function findPolicyByDigest(db: Executor, digest: string): Promise<PolicyVersion | undefined> {
  const row = await db
    .selectFrom('golden_policy_version')
    .select(VERSION_COLUMNS)
    .where('digest', '=', digest)
    .limit(1)
    .executeTakeFirst()
  return row && toVersion(row)
}

export interface NewPolicy {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly createdBy: string
  readonly createdAt: number
}

/**
 * Adds a policy; its first version has to follow in the same transaction. False when there are too many, or somebody
 * took the name at the same moment.
 */
export async function insertPolicy(tx: Executor, policy: NewPolicy): Promise<boolean> {
  const { total } = await tx
    .selectFrom('golden_policy')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  if (total >= POLICIES_MAX) return false
  const added = await tx
    .insertInto('golden_policy')
    .values({
      id: policy.id,
      name: policy.name,
      description: policy.description,
      latest_version: 1,
      created_by: policy.createdBy,
      created_at: policy.createdAt,
      archived_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

export async function insertPolicyVersion(
  tx: Executor,
  policyId: string,
  version: PolicyVersion,
): Promise<void> {
  await tx
    .insertInto('golden_policy_version')
    .values({
      policy_id: policyId,
      version: version.version,
      digest: version.digest,
      document: JSON.stringify(version.document),
      reason: version.reason,
      published_by: version.publishedBy,
      published_at: version.publishedAt,
    })
    .execute()
}

/** Moves a policy from one version to the next; false when somebody else was first. */
export async function raisePolicyVersion(tx: Executor, id: string, from: number): Promise<boolean> {
  const changed = await tx
    .updateTable('golden_policy')
    .set({ latest_version: from + 1 })
    .where('id', '=', id)
    .where('latest_version', '=', from)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}

export interface PolicyChange {
  readonly name: string
  readonly description: string
  readonly archivedAt: number | null
}

export async function updatePolicyRow(tx: Executor, id: string, change: PolicyChange): Promise<void> {
  await tx
    .updateTable('golden_policy')
    .set({ name: change.name, description: change.description, archived_at: change.archivedAt })
    .where('id', '=', id)
    .execute()
}
