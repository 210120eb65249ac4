import 'server-only'
import type { Executor } from '@/lib/db/connection'

export interface WaiverRow {
  readonly id: string
  readonly versionId: string
  readonly requirementId: string
  readonly reason: string
  readonly expiresAt: number
  readonly requestedById: string
  readonly requestedBy: string
  readonly requestedAt: number
  readonly grantedBy: string | null
  readonly grantedAt: number | null
}

const WAIVERS_MAX = 500

/** The waivers of a version, as they were asked for. */
export async function listWaivers(db: Executor, versionId: string): Promise<readonly WaiverRow[]> {
  const rows = await db
    .selectFrom('golden_waiver')
    .select([
      'id',
      'version_id',
      'requirement_id',
      'reason',
      'expires_at',
      'requested_by_id',
      'requested_by',
      'requested_at',
      'granted_by',
      'granted_at',
    ])
    .where('version_id', '=', versionId)
    .orderBy('requested_at')
    .orderBy('id')
    .limit(WAIVERS_MAX)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    versionId: row.version_id,
    requirementId: row.requirement_id,
    reason: row.reason,
    expiresAt: row.expires_at,
    requestedById: row.requested_by_id,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    grantedBy: row.granted_by,
    grantedAt: row.granted_at,
  }))
}

export type NewWaiver = Omit<WaiverRow, 'grantedBy' | 'grantedAt'>

export async function insertWaiver(tx: Executor, waiver: NewWaiver): Promise<void> {
  await tx
    .insertInto('golden_waiver')
    .values({
      id: waiver.id,
      version_id: waiver.versionId,
      requirement_id: waiver.requirementId,
      reason: waiver.reason,
      expires_at: waiver.expiresAt,
      requested_by_id: waiver.requestedById,
      requested_by: waiver.requestedBy,
      requested_at: waiver.requestedAt,
    })
    .execute()
}

/** Grants a waiver that is still open; false when it is not. */
export async function grantWaiverRow(
  tx: Executor,
  id: string,
  by: { readonly id: string; readonly name: string; readonly at: number },
): Promise<boolean> {
  const changed = await tx
    .updateTable('golden_waiver')
    .set({ granted_by_id: by.id, granted_by: by.name, granted_at: by.at })
    .where('id', '=', id)
    .where('granted_at', 'is', null)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}
