import 'server-only'
import type { Executor } from '@/lib/db/connection'
import { parseDigest } from '@/lib/oci/digest'
import type { StoredStatus, VersionFacts } from '../rules/version'

/** A version that was marked once, without what its checks said. */
export interface WatchedRow extends VersionFacts {
  readonly name: string
  readonly tag: string | null
  readonly policyVersion: number
}

const VERSIONS_MAX = 5000

/** Every version of a line that is or was golden. */
export async function listWatchedRows(db: Executor, lineId: string): Promise<readonly WatchedRow[]> {
  const rows = await db
    .selectFrom('golden_version')
    .select([
      'id',
      'line_id',
      'name',
      'digest',
      'tag',
      'status',
      'marked_at',
      'expires_at',
      'revoke_at',
      'policy_version',
    ])
    .where('line_id', '=', lineId)
    .where('marked_at', 'is not', null)
    .orderBy('id')
    .limit(VERSIONS_MAX)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    lineId: row.line_id,
    name: row.name,
    digest: parseDigest(row.digest),
    tag: row.tag,
    status: row.status satisfies StoredStatus,
    markedAt: row.marked_at,
    expiresAt: row.expires_at,
    revokeAt: row.revoke_at,
    policyVersion: row.policy_version,
  }))
}

export interface PartRow {
  readonly versionId: string
  readonly digest: string
  readonly platform: string | null
  readonly role: 'member' | 'closure'
}

const PARTS_MAX = 20_000

/** What some versions are made of. */
export async function listParts(db: Executor, versionIds: readonly string[]): Promise<readonly PartRow[]> {
  if (versionIds.length === 0) return []
  const rows = await db
    .selectFrom('golden_member')
    .select(['version_id', 'digest', 'platform', 'role'])
    .where('version_id', 'in', versionIds.slice(0, 500))
    .orderBy('version_id')
    .orderBy('digest')
    .limit(PARTS_MAX)
    .execute()
  return rows.map(({ version_id, ...part }) => ({ versionId: version_id, ...part }))
}
