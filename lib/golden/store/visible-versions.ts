import 'server-only'
import type { Visibility } from '@/lib/access/rules/visibility'
import { visibleRepository } from '@/lib/access/store/visible'
import type { Executor } from '@/lib/db/connection'
import { parseDigest } from '@/lib/oci/digest'
import type { VersionFacts } from '../rules/version'

const ROWS_MAX = 50_000

/** The golden versions of every line in use that somebody may see, by line; none for a line that never had one. */
export async function listVisibleVersions(
  db: Executor,
  visibility: Visibility,
): Promise<ReadonlyMap<string, readonly VersionFacts[]>> {
  const rows = await db
    .selectFrom('golden_line as line')
    .leftJoin('golden_version as version', (join) =>
      join.onRef('version.line_id', '=', 'line.id').on('version.status', '=', 'golden'),
    )
    .select([
      'line.id as line',
      'version.id',
      'version.digest',
      'version.status',
      'version.marked_at',
      'version.expires_at',
      'version.revoke_at',
    ])
    .where('line.archived_at', 'is', null)
    .where(visibleRepository(visibility, { column: 'line.repository_id' }))
    .limit(ROWS_MAX)
    .execute()
  const lines = new Map<string, VersionFacts[]>()
  for (const row of rows) {
    const versions = lines.get(row.line) ?? []
    lines.set(row.line, versions)
    if (row.id === null || row.digest === null || row.status === null) continue
    versions.push({
      id: row.id,
      lineId: row.line,
      digest: parseDigest(row.digest),
      status: row.status,
      markedAt: row.marked_at,
      expiresAt: row.expires_at,
      revokeAt: row.revoke_at,
    })
  }
  return lines
}
