import 'server-only'
import type { Insertable, Updateable } from 'kysely'
import { z } from 'zod'
import { retentionDocument } from '@/lib/core/retention-document'
import type { Executor } from '@/lib/db/connection'
import type { RetentionPolicyTable } from '@/lib/db/schema'
import type { RetentionPolicyRow } from '../retention-policy'

export const POLICIES_MAX = 500

function selectPolicies(db: Executor) {
  return db
    .selectFrom('retention_policy')
    .innerJoin('registry', 'registry.id', 'retention_policy.registry_id')
    .select([
      'retention_policy.id',
      'registry_id',
      'registry.name as registry',
      'registry.vanish_since',
      'path',
      'retention_policy.name',
      'document',
      'version',
      'reason',
      'owner_id',
      'owner_name',
      'cron',
      'time_zone',
      'is_paused',
      'removes_untagged',
      'reviewed_version',
      'reviewed_at',
      'reviewed_by',
      'created_by',
      'retention_policy.created_at',
      'retention_policy.updated_at',
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectPolicies>['execute']>>[number]

function toPolicy(row: Row): RetentionPolicyRow {
  return {
    id: row.id,
    registryId: row.registry_id,
    registry: row.registry,
    isVanishing: row.vanish_since !== null,
    path: row.path,
    name: row.name,
    document: retentionDocument.parse(JSON.parse(row.document)),
    version: row.version,
    reason: row.reason,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    cron: row.cron,
    timeZone: row.time_zone,
    isPaused: row.is_paused === 1,
    removesUntagged: row.removes_untagged === 1,
    reviewedVersion: row.reviewed_version,
    reviewedAt: row.reviewed_at,
    reviewedBy: row.reviewed_by,
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** All policies by name, at most 500. */
export async function listPolicyRows(db: Executor): Promise<readonly RetentionPolicyRow[]> {
  const rows = await selectPolicies(db)
    .orderBy('retention_policy.name')
    .orderBy('retention_policy.id')
    .limit(POLICIES_MAX)
    .execute()
  return rows.map(toPolicy)
}

export async function findPolicy(db: Executor, id: string): Promise<RetentionPolicyRow | undefined> {
  const row = await selectPolicies(db).where('retention_policy.id', '=', id).executeTakeFirst()
  return row && toPolicy(row)
}

/** Adds a policy with its first version; false when its name is taken or there are as many as there may be. */
export async function insertPolicy(tx: Executor, row: Insertable<RetentionPolicyTable>): Promise<boolean> {
  const { total } = await tx
    .selectFrom('retention_policy')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  if (total >= POLICIES_MAX) return false
  const added = await tx
    .insertInto('retention_policy')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

/** Changes a policy that is still at a version; false when somebody else was first. */
export async function updatePolicy(
  tx: Executor,
  { id, version }: { readonly id: string; readonly version: number },
  changes: Updateable<RetentionPolicyTable>,
): Promise<boolean> {
  const changed = await tx
    .updateTable('retention_policy')
    .set(changes)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}

/** Whether another policy of a registry has a name. */
export async function isNameTaken(
  tx: Executor,
  {
    registryId,
    name,
    except,
  }: { readonly registryId: string; readonly name: string; readonly except: string },
): Promise<boolean> {
  const row = await tx
    .selectFrom('retention_policy')
    .select('id')
    .where('registry_id', '=', registryId)
    .where('name', '=', name)
    .where('id', '<>', except)
    .executeTakeFirst()
  return row !== undefined
}

export async function deletePolicyRow(tx: Executor, id: string): Promise<void> {
  await tx.deleteFrom('retention_policy').where('id', '=', id).execute()
}

export interface PolicyVersion {
  readonly version: number
  readonly document: string
  readonly reason: string
  readonly changedBy: string
  readonly changedAt: number
}

export async function insertVersion(tx: Executor, policyId: string, version: PolicyVersion): Promise<void> {
  await tx
    .insertInto('retention_version')
    .values({
      policy_id: policyId,
      version: version.version,
      document: version.document,
      reason: version.reason,
      changed_by: version.changedBy,
      changed_at: version.changedAt,
    })
    .execute()
}

const versionRow = z.object({
  version: z.number(),
  reason: z.string(),
  changed_by: z.string(),
  changed_at: z.number(),
})

/** The last 50 versions, newest first, without their documents. */
export async function listVersions(db: Executor, policyId: string) {
  const rows = await db
    .selectFrom('retention_version')
    .select(['version', 'reason', 'changed_by', 'changed_at'])
    .where('policy_id', '=', policyId)
    .orderBy('version', 'desc')
    .limit(50)
    .execute()
  return rows.map((row) => versionRow.parse(row))
}
